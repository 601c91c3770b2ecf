using System.Globalization;
using IopRegistry.Identity;

namespace IopRegistry.IntegrationTests.Access;

/// <summary>What a call comes to, as far as access goes.</summary>
internal enum Outcome
{
    /// <summary>401: nobody is signed in.</summary>
    SignIn,

    /// <summary>403: may not.</summary>
    Refused,

    /// <summary>404: does not exist, for this caller.</summary>
    Nothing,

    /// <summary>500, which nobody is promised.</summary>
    Broken,

    /// <summary>400: the body was not read, although it is the document's own example. Then the matrix has shown nothing.</summary>
    Unread,

    /// <summary>Anything else: access is not what stops it.</summary>
    Through,
}

/// <summary>What an operation is about, and so who is let through of those who have the role.</summary>
internal enum About
{
    /// <summary>Everybody may call it, signed in or not.</summary>
    Open,

    /// <summary>The role alone decides.</summary>
    Any,

    /// <summary>An agreement: its parties, also one that has left. To all others it does not exist.</summary>
    Agreement,

    /// <summary>The public side of an agreement: to its other parties refused, and to all others it does not exist.</summary>
    PublicSide,

    /// <summary>A party of an agreement, by somebody who is another: to parties refused, and to all others it does not exist.</summary>
    AnothersParty,

    /// <summary>A thing of the municipality's. To all others it does not exist.</summary>
    Own,

    /// <summary>The municipality itself, which everybody may read: to change it is refused to all others.</summary>
    Organisation,

    /// <summary>A thing that nobody here has, such as a password.</summary>
    Nowhere,

    /// <summary>One's own way of signing in, which only a person who has just signed in may change; nobody here has.</summary>
    FreshSignIn,
}

/// <param name="Operation">The operationId of the API document.</param>
/// <param name="Roles">A letter for each role that may, in the order of <see cref="Rows.Letters"/>.</param>
/// <param name="Machines">A letter for each kind of machine client that may, in the order of <see cref="Rows.Machines"/>.</param>
/// <param name="About">What it is about.</param>
internal sealed record Row(string Operation, string Roles, string Machines, About About)
{
    public Outcome ExpectedFor(MatrixCaller caller)
    {
        if (About == About.Open)
        {
            return Outcome.Through;
        }

        if (caller.Place == Place.None)
        {
            return Outcome.SignIn;
        }

        var may =
            caller.Machine is { } machine ? Machines.Contains(machine, StringComparison.Ordinal)
            : caller.Role is { } role ? Roles[(int)role] != '.'
            : Roles.Any(letter => letter != '.');
        if (!may)
        {
            return Outcome.Refused;
        }

        return (About, caller.Place) switch
        {
            (About.Nowhere, _) => Outcome.Nothing,
            (About.FreshSignIn, _) => Outcome.Refused,
            (About.Agreement or About.AnothersParty or About.PublicSide, Place.Third) => Outcome.Nothing,
            (About.PublicSide, not Place.Own) => Outcome.Refused,
            (About.AnothersParty, _) => Outcome.Refused,
            (About.Own, not Place.Own) => Outcome.Nothing,
            (About.Organisation, not Place.Own) => Outcome.Refused,
            _ => Outcome.Through,
        };
    }
}

/// <summary>Who may do what: one line for every operation, in the order of the features' folders.</summary>
internal static class Rows
{
    /// <summary>Legal, CaseOfficer, Registrar, Finance, Signatory, reaDer, Admin, aUditor, Operator: the order of <see cref="Role"/>.</summary>
    public const string Letters = "LCRFSDAUO";

    /// <summary>A machine that reads agreements, one that keeps webhooks, a finance system, and one for exports.</summary>
    public static IReadOnlyList<(char Letter, string[] Scopes)> Machines { get; } =
    [
        ('a', ["agreements:read"]),
        ('w', ["webhooks:manage"]),
        ('f', ["payments:read", "payments:write"]),
        ('e', ["exports:read"]),
    ];

    private const string Table = """
        # Agreements
        AcceptForAssessment            LC....... .... agreement
        AddParty                       LC....... .... agreement
        ChangeParty                    LC....... .... agreement
        ChangeCaseOfficer              LC....... .... agreement
        ConfirmAmendment               LC..S.... .... agreement
        ConfirmExtension               LC..S.... .... agreement
        ConfirmVersion                 LC..S.... .... agreement
        DecideAmendment                L.R...... .... agreement
        DeclineAgreement               LC....... .... agreement
        ExtendAgreement                L.R...... .... agreement
        GetAgreement                   LCRFSDAU. a... agreement
        GetContents                    LCRFSDAU. a... agreement
        GetFinancing                   LCRFSDAU. a... agreement
        GetQualityTerms                LCRFSDAU. a... agreement
        GetText                        LCRFSDAU. a... agreement
        GetTimeline                    LCRFSDAU. a... agreement
        GetTimelineStep                LCRFSDAU. a... agreement
        GetVersion                     LCRFSDAU. a... agreement
        GiveNotice                     L...S.... .... agreement
        LeaveAgreement                 L...S.... .... agreement
        ListAgreements                 LCRFSDAU. a... any
        ListHeadings                   LCRFSDAU. a... any
        ListVersions                   LCRFSDAU. a... agreement
        ObjectToExtension              L...S.... .... agreement
        ProposeAgreement               LC....A.. .... any
        ProposeAmendment               LC....... .... agreement
        RecordAssessment               LC....... .... agreement
        RecordDecision                 L.R...... .... agreement
        RecordDialogue                 LC....... .... agreement
        RecordLegalForce               L.R...... .... agreement
        RenewAgreement                 LC....A.. .... agreement
        ReopenNegotiation              LC..S.... .... agreement
        ReviseCommitments              LC....... .... agreement
        ReviseDescription              LC....... .... agreement
        ReviseFinancing                LC....... .... agreement
        ReviseFollowUpPlan             LC....... .... agreement
        ReviseQualityTerms             LC....... .... agreement
        ReviseTerm                     LC....... .... agreement
        ReviseText                     LC....... .... agreement
        SignAgreement                  ....S.... .... agreement
        SignAmendment                  ....S.... .... agreement
        TerminateAgreement             L...S.... .... agreement
        WithdrawAgreement              LC....A.. .... agreement
        WithdrawAmendment              LC....... .... agreement

        # Calendar
        GetCalendar                    LCRFSDAU. a... any
        ListCalendarFeeds              LCRFSDAU. .... any
        OpenCalendarFeed               LCRFSDAU. .... any
        ReadCalendarFeed               ......... .... open
        RevokeCalendarFeed             LCRFSDAU. .... nowhere

        # CriteriaSets
        AdoptCriteriaSet               ......A.. .... organisation
        GetCriteriaSet                 LCRFSDAUO a... any

        # ExternalSignIns
        LinkExternalLogin              LCRFSDAUO .... nowhere
        ListSignInProviders            ......... .... open
        StartExternalSignIn            ......... .... open
        UnlinkExternalLogin            LCRFSDAUO .... nowhere

        # Flags
        AcknowledgeFlag                LCRFS.... .... agreement
        AcknowledgeFlags               LCRFS.... .... any
        CountFlags                     LCRFSDAU. a... any
        GetFlag                        LCRFSDAU. a... agreement
        ListAgreementFlags             LCRFSDAU. a... agreement
        ListFlags                      LCRFSDAU. a... any

        # Imports
        GetImport                      L.R.....O .... nowhere
        ImportAgreements               L.R.....O .... any
        ListImports                    L.R.....O .... any

        # Invitations
        AcceptInvitation               ......... .... open
        GetInvitation                  ......A.. .... nowhere
        InviteMember                   ......A.. .... own
        JoinOrganisation               LCRFSDAUO .... any
        ListInvitations                ......A.. .... own
        RevokeInvitation               ......A.. .... nowhere
        SendInvitationAgain            ......A.. .... nowhere
        ShowInvitation                 ......... .... open
        SubmitInvitation               ......... .... open

        # Jobs
        GetJob                         ........O .... any
        GetJobRun                      ........O .... nowhere
        ListJobRuns                    ........O .... any
        ListJobs                       ........O .... any
        RunJob                         ........O .... any

        # MachineClients
        AddMachineSecret               ......A.. .... own
        ChangeMachineClient            ......A.. .... own
        CreateMachineClient            ......A.. .... any
        EndMachineSecret               ......A.. .... own
        GetMachineClient               ......A.. .... own
        IssueToken                     ......... .... open
        ListMachineClients             ......A.. .... any
        RevokeMachineClient            ......A.. .... own

        # Mandates
        EndMandate                     ....S.A.. .... nowhere
        GetMandate                     LCRFSDAUO a... nowhere
        GiveMandate                    ....S.A.. .... own
        ListMandates                   LCRFSDAUO a... own

        # Me
        ChangeMe                       LCRFSDAUO .... any
        GetMe                          LCRFSDAUO .... any

        # Members
        ChangeMember                   ......A.. .... own
        EndMembership                  ......A.. .... own
        GetMember                      ......A.. .... own
        GetOpenMatters                 ......A.. .... own
        ListMembers                    ......A.. .... own

        # Notifications
        ChangeNotificationPreferences  LCRFSDAUO .... any
        CountNotifications             LCRFSDAUO .... any
        GetNotification                LCRFSDAUO .... nowhere
        GetNotificationPreferences     LCRFSDAUO .... any
        ListNotifications              LCRFSDAUO .... any
        MarkNotification               LCRFSDAUO .... nowhere
        MarkNotifications              LCRFSDAUO .... any
        ReplaceUnsubscribeAddress      LCRFSDAUO .... any
        ShowUnsubscription             ......... .... open
        Unsubscribe                    ......... .... open

        # Organisations
        AddBoardMeeting                ......A.. .... organisation
        AddContact                     ......A.. .... organisation
        AddSigningRight                ......A.. .... organisation
        AddUnit                        ......A.. .... organisation
        AdoptMeetingPlan               ......A.. .... organisation
        ChangeBoardMeeting             ......A.. .... organisation
        ChangeContact                  ......A.. .... organisation
        ChangeUnit                     ......A.. .... organisation
        EndSigningRight                ......A.. .... organisation
        GetBoardMeeting                LCRFSDAUO a... any
        GetContact                     LCRFSDAUO a... any
        GetOrganisation                LCRFSDAUO a... any
        GetRenewalSettings             LCRFSDAUO a... any
        GetSigningRight                LCRFSDAUO a... own
        GetUmbrellaMembership          LCRFSDAUO a... nowhere
        GetUnit                        LCRFSDAUO a... any
        JoinUmbrella                   ......A.. .... organisation
        LeaveUmbrella                  ......A.. .... organisation
        ListBoardMeetings              LCRFSDAUO a... any
        RegisterOrganisation           LCR...A.O .... any
        RemoveBoardMeeting             ......A.. .... organisation
        SearchOrganisations            LCRFSDAUO a... any
        SetRenewalSettings             ......A.. .... organisation
        UpdateOrganisation             ......A.. .... organisation

        # Passwords
        ChangePassword                 LCRFSDAUO .... nowhere
        RequestPasswordReset           ......... .... open
        ResetPassword                  ......... .... open
        ShowPasswordReset              ......... .... open
        SubmitPasswordReset            ......... .... open

        # PersonalData
        GetMyPersonalData              LCRFSDAUO .... any
        GetPersonalDataCatalogue       ......... .... open
        ListMyPersonalData             LCRFSDAUO .... nowhere

        # Portfolio
        GetPortfolio                   LCRFSDAU. a... any
        GetPortfolioMonths             LCRFSDAU. a... any
        ListPortfolioAgreements        LCRFSDAU. a... any

        # PublicRegister
        DownloadRegister               ......... .... open
        GetCatalogue                   ......... .... open
        GetDataset                     ......... .... open
        GetPublicAgreement             ......... .... open
        ListLegalGrounds               ......... .... open
        ListPublicAgreements           ......... .... open

        # Publications
        GetPublication                 LCRFSDAU. a... agreement
        PreviewPublication             LCRFSDAU. a... agreement
        SetPublication                 L........ .... publicSide

        # Renewals
        AddWindDownTask                LC..S.... .... agreement
        ChangeWindDownTask             LC..S.... .... agreement
        CheckItem                      LC..S.... .... agreement
        DecideRenewal                  L.R.S.... .... agreement
        GetDossier                     LCRFSDAU. a... agreement
        ListDossiers                   LCRFSDAU. a... agreement
        OpenDossier                    LC..S.... .... anothersParty
        ReconsiderRenewal              L.R.S.... .... agreement
        TakeStandpoint                 LC..S.... .... agreement
        UncheckItem                    LC..S.... .... agreement

        # Retention
        AnonymiseUser                  ........O .... any
        GetRetention                   ........O .... any

        # Service
        GetApiInfo                     ......... .... open

        # Sessions
        ChooseOrganisation             LCRFSDAUO .... freshSignIn
        EndOtherSessions               LCRFSDAUO .... any
        EndSession                     LCRFSDAUO .... nowhere
        GetCsrfToken                   LCRFSDAUO .... any
        GetSession                     LCRFSDAUO .... nowhere
        ListSessions                   LCRFSDAUO .... any
        OpenPasskeySession             ......... .... open
        OpenSession                    ......... .... open
        RefreshSession                 ......... .... open
        StartPasskeySignIn             ......... .... open

        # SignInMethods
        AddPasskey                     LCRFSDAUO .... nowhere
        ChangeSignInEmail              LCRFSDAUO .... nowhere
        ConfirmAuthenticator           LCRFSDAUO .... nowhere
        ConfirmEmail                   ......... .... open
        GetSignInMethods               LCRFSDAUO .... nowhere
        RemoveAuthenticator            LCRFSDAUO .... nowhere
        RemovePasskey                  LCRFSDAUO .... nowhere
        RenewRecoveryCodes             LCRFSDAUO .... nowhere
        ShowEmailConfirmation          ......... .... open
        StartAuthenticator             LCRFSDAUO .... nowhere
        StartPasskey                   LCRFSDAUO .... nowhere

        # Trail
        ExportTrail                    L.R...AU. .... agreement
        GetTrailEntry                  L.R...AU. .... agreement
        GetTrailVerification           L.R...AU. .... agreement
        ListTrail                      L.R...AU. .... agreement

        # WebhookEndpoints
        ChangeWebhookEndpoint          ..R...A.. .w.. own
        CreateWebhookEndpoint          ..R...A.. .w.. any
        DeleteWebhookEndpoint          ..R...A.. .w.. own
        GetWebhookDelivery             ..R...A.. .w.. nowhere
        GetWebhookEndpoint             ..R...A.. .w.. own
        ListWebhookAttempts            ..R...A.. .w.. nowhere
        ListWebhookDeliveries          ..R...A.. .w.. own
        ListWebhookEndpoints           ..R...A.. .w.. any
        ReplayWebhookDelivery          ..R...A.. .w.. nowhere
        RotateWebhookSecret            ..R...A.. .w.. own
        SendTestMessage                ..R...A.. .w.. own
        """;

    public static IReadOnlyList<Row> Parse() =>
        [
            .. Table
                .Split('\n', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries)
                .Where(line => !line.StartsWith('#'))
                .Select(line => line.Split(' ', StringSplitOptions.RemoveEmptyEntries))
                .Select(cells => new Row(
                    cells[0],
                    Checked(cells[1]),
                    cells[2],
                    Enum.Parse<About>(cells[3], ignoreCase: true)
                )),
        ];

    /// <summary>A letter in the wrong place would say something about another role.</summary>
    private static string Checked(string roles) =>
        roles.Length == Letters.Length && roles.Zip(Letters).All(pair => pair.First == '.' || pair.First == pair.Second)
            ? roles
            : throw new FormatException(
                string.Create(CultureInfo.InvariantCulture, $"'{roles}' are not letters of {Letters} in their places.")
            );
}
