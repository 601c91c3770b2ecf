using IopRegistry.SharedKernel;

namespace IopRegistry.PersonalData;

/// <summary>
/// Everything that the product stores about persons, in one list: what, about whom, why, on which legal ground, how long
/// and where. A test looks through the model and fails when a column that may hold such data is not here.
/// </summary>
public static class PersonalDataCatalogue
{
    private static readonly LocalText Users = new("Användare", "Users");

    private static readonly LocalText PublicInterest = new(
        "Uppgift av allmänt intresse, dataskyddsförordningen art. 6.1 e",
        "Task in the public interest, GDPR art. 6(1)(e)"
    );

    private static readonly LocalText Contract = new(
        "Avtal med användarens organisation, dataskyddsförordningen art. 6.1 f",
        "Legitimate interest of the user's organisation, GDPR art. 6(1)(f)"
    );

    private static readonly LocalText LegalObligation = new(
        "Rättslig förpliktelse (säkerhet), dataskyddsförordningen art. 6.1 c och art. 32",
        "Legal obligation (security), GDPR art. 6(1)(c) and art. 32"
    );

    private static readonly LocalText Archives = new(
        "Bevaras som allmän handling (arkivlagen 1990:782)",
        "Kept as a public document (Archives Act 1990:782)"
    );

    private static readonly LocalText UntilLeft = new(
        "Till 180 dagar efter det sista uppdraget, sedan utan person",
        "Until 180 days after the last membership, then without the person"
    );

    private static readonly LocalText WithLeaver = new("Tas bort med användaren", "Deleted with the user");

    private static readonly LocalText SigningIn = new("Inloggning", "Signing in");

    private static readonly LocalText Proof = new(
        "Visa vem som gjorde vad för vilken part",
        "Show who did what for which party"
    );

    public static IReadOnlyList<PersonalRecord> Records { get; } =
    [
        new(
            "profile",
            new(
                "Namn, e-postadress, språk, uppdrag och val av e-post",
                "Name, e-mail, language, memberships and mail choices"
            ),
            Users,
            new("Veta vem som handlar och för vem", "Know who acts and for whom"),
            Contract,
            UntilLeft,
            [
                "Users.Name",
                "Users.Email",
                "Users.Memberships",
                "Users.MailChoices",
                "Users.UnsubscribeToken",
                "OrganisationUsers.UserId",
            ]
        ),
        new(
            "account",
            new("Inloggningsadress, lösenordets hash och koder", "Sign-in address, password hash and codes"),
            Users,
            SigningIn,
            LegalObligation,
            WithLeaver,
            [
                "Accounts.Email",
                "Accounts.NormalizedEmail",
                "Accounts.PasswordHash",
                "Accounts.AuthenticatorKey",
                "Accounts.RecoveryCodes",
            ]
        ),
        new(
            "passkeys",
            new("Nycklar (passkeys) och vad de kallas", "Passkeys and what they are called"),
            Users,
            SigningIn,
            LegalObligation,
            WithLeaver,
            ["Passkeys.AccountId", "Passkeys.Name", "Passkeys.Credential"]
        ),
        new(
            "external-logins",
            new("Identitet hos en yttre inloggningstjänst", "Identity at an outside provider"),
            Users,
            SigningIn,
            LegalObligation,
            WithLeaver,
            ["ExternalLogins.AccountId", "ExternalLogins.Subject"]
        ),
        new(
            "sessions",
            new("Inloggningar med tid och program", "Sessions with time and program"),
            Users,
            new("Användaren ser och avslutar sina inloggningar", "The user sees and ends the own sessions"),
            LegalObligation,
            new("90 dagar efter att de gick ut", "90 days after they expired"),
            ["Sessions.UserId", "Sessions.Client"]
        ),
        new(
            "access-tokens",
            new("Hashar av åtkomsttoken", "Hashes of access tokens"),
            Users,
            SigningIn,
            LegalObligation,
            new("Tills de går ut", "Until they expire"),
            ["AccessTokens.UserId"]
        ),
        new(
            "notifications",
            new("Aviseringar", "Notifications"),
            new("Användare och kontaktpersoner", "Users and contact persons"),
            new("Ingen ska missa en dag som gäller", "Nobody shall miss a date that counts"),
            PublicInterest,
            new("Ett år", "A year"),
            ["Notifications.RecipientId"]
        ),
        new(
            "mails",
            new("E-post med adress, ämne och text", "E-mail with address, subject and text"),
            new("Användare och kontaktpersoner", "Users and contact persons"),
            new("Skicka, och försöka igen", "Send, and try again"),
            PublicInterest,
            new("30 dagar", "30 days"),
            ["Mails.RecipientId", "Mails.Address", "Mails.UnsubscribeAddress"]
        ),
        new(
            "calendar-feeds",
            new("Egna kalenderadresser", "Personal calendar addresses"),
            Users,
            new("Dagar i användarens kalender", "Dates in the user's calendar"),
            Contract,
            new("Ett år efter att de återkallades", "A year after they were revoked"),
            ["CalendarFeeds.UserId", "CalendarFeeds.Name"]
        ),
        new(
            "invitations",
            new("Inbjudningar med namn och e-postadress", "Invitations with name and e-mail"),
            new("Den som bjuds in", "Whoever is invited"),
            new("Bli användare i en organisation", "Become a user of an organisation"),
            Contract,
            new("90 dagar efter att de gick ut", "90 days after they expired"),
            [
                "Invitations.Email",
                "Invitations.OpenEmail",
                "Invitations.Name",
                "Invitations.InvitedByUserId",
                "Invitations.AcceptedByUserId",
            ]
        ),
        new(
            "kept-answers",
            new("Svar som sparas för att kunna upprepas", "Answers kept so that they can be repeated"),
            Users,
            new("Ett upprepat anrop ändrar inget", "A repeated call changes nothing"),
            LegalObligation,
            new("Ett dygn", "A day"),
            ["IdempotencyRecords.UserId"]
        ),
        new(
            "timeline",
            new(
                "Steg i avtalens tidslinje, versioner och val av offentlighet",
                "Steps of agreements' timelines, versions and choices of openness"
            ),
            Users,
            Proof,
            PublicInterest,
            Archives,
            [
                "AgreementSteps.UserId",
                "AgreementVersions.CreatedBy",
                "Publications.ChangedBy",
                "Agreements.Confirmations",
                "Agreements.Amendments",
                "RenewalDossiers.Standpoints",
                "RenewalDossiers.Checklist",
                "RenewalDossiers.Outcome",
                "RenewalDossiers.EarlierOutcomes",
                "Flags.PublicAcknowledgement",
                "Flags.CivilAcknowledgement",
            ]
        ),
        new(
            "trail",
            new(
                "Spåret: vem som gjorde eller försökte göra vad, med vilken roll och vilket program",
                "The trail: who did or tried what, in which role and with which program"
            ),
            Users,
            Proof,
            PublicInterest,
            Archives,
            ["TrailEntries.UserId", "TrailEntries.Client", "TrailEntries.Changes"]
        ),
        new(
            "signatures",
            new("Vem som undertecknade och handlägger", "Who signed and who handles it"),
            new("Firmatecknare och handläggare", "Signatories and case officers"),
            new("Avtalet är bevis för parterna", "The agreement is evidence for the parties"),
            PublicInterest,
            Archives,
            ["Agreements.Signatures", "Agreements.Handling", "PublicAgreements.Contents"]
        ),
        new(
            "contacts",
            new("Kontaktpersoner och rätt att teckna", "Contact persons and rights to sign"),
            new("Organisationers företrädare", "Those who act for organisations"),
            new("Nå rätt person, och veta vem som får skriva under", "Reach the right person, and know who may sign"),
            PublicInterest,
            Archives,
            ["Organisations.Contacts", "Organisations.SigningRights"]
        ),
        new(
            "operations",
            new(
                "Vem som körde ett jobb, en import eller satte upp en webhook",
                "Who ran a job, an import or set up a webhook"
            ),
            Users,
            Proof,
            LegalObligation,
            new(
                "Jobb 90 dagar; importer och webhooks så länge de finns",
                "Jobs 90 days; imports and webhooks as long as they exist"
            ),
            [
                "JobRuns.RequestedBy",
                "AgreementImports.UserId",
                "WebhookEndpoints.OwnerId",
                "Mandates.GivenByUserId",
                "Mandates.EndedByUserId",
                "MachineClients.CreatedBy",
            ]
        ),
    ];

    /// <summary>Columns that sound as if they held personal data, and why they do not.</summary>
    public static IReadOnlyDictionary<string, string> NotPersonal { get; } =
        new Dictionary<string, string>(StringComparer.Ordinal)
        {
            ["Organisations.Name"] = "The name of a legal person.",
            ["Organisations.FormerNames"] = "Names of a legal person.",
            ["Organisations.Units"] = "Boards and departments.",
            ["Agreements.Parties"] = "Names of legal persons.",
            ["AgreementVersions.Parties"] = "Names of legal persons.",
            ["AgreementVersions.Contents"] = "What is agreed; indicators have names, persons are not named.",
            ["Agreements.Waiting"] = "Names of the parties that are waited for.",
            ["Messages.Data"] = "Ids, states and dates; never a person's data.",
            ["Flags.Inputs"] = "Dates by what they are called.",
            ["CriteriaSets.Name"] = "The name of a list of criteria.",
            ["WebhookEndpoints.Name"] = "The name of an organisation's system.",
            ["MachineClients.Name"] = "The name of an organisation's system.",
            ["DataProtectionKeys.Name"] = "The name of a key.",
        };

    public static PersonalRecord? Find(string code) =>
        Records.FirstOrDefault(record => string.Equals(record.Code, code, StringComparison.Ordinal));
}
