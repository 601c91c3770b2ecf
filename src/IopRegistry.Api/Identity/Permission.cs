using System.Collections.Frozen;
using IopRegistry.Identity;

namespace IopRegistry.Api.Identity;

/// <summary>What an operation demands, and which roles have it. Declared on each operation; nothing is allowed by default.</summary>
public static class Permission
{
    public const string ClaimType = "permission";
    public const string ReadOrganisations = "organisations:read";
    public const string RegisterOrganisations = "organisations:register";
    public const string ManageOrganisation = "organisations:manage";
    public const string ReadAgreements = "agreements:read";
    public const string ProposeAgreements = "agreements:propose";
    public const string AssessAgreements = "agreements:assess";
    public const string DraftAgreements = "agreements:draft";
    public const string ConfirmAgreements = "agreements:confirm";
    public const string DecideAgreements = "agreements:decide";
    public const string SignAgreements = "agreements:sign";
    public const string EndAgreements = "agreements:end";
    public const string ImportAgreements = "agreements:import";
    public const string AnswerFlags = "flags:answer";
    public const string PrepareRenewals = "renewals:prepare";
    public const string DecideRenewals = "renewals:decide";
    public const string ReadNotifications = "notifications:read";
    public const string ManageWebhooks = "webhooks:manage";

    /// <summary>Has addresses of one's own for calendar programs. A person's: they outlive the token that made them.</summary>
    public const string KeepCalendarFeeds = "calendar-feeds:keep";
    public const string OperateService = "service:operate";

    /// <summary>Reads and exports the trail of an agreement (spåret).</summary>
    public const string ReadTrail = "trail:read";

    /// <summary>Decides what of an agreement is public, and on which legal ground the rest is withheld.</summary>
    public const string PublishAgreements = "agreements:publish";

    /// <summary>Invites, changes and ends the organisation's users.</summary>
    public const string ManageMembers = "members:manage";

    /// <summary>Gives and takes back a mandate to act for the organisation.</summary>
    public const string GiveMandates = "mandates:give";

    /// <summary>Manages the organisation's machine clients and their secrets.</summary>
    public const string ManageClients = "clients:manage";

    private static readonly string[] Reading =
    [
        ReadOrganisations,
        ReadAgreements,
        ReadNotifications,
        KeepCalendarFeeds,
    ];

    private static readonly FrozenDictionary<Role, string[]> ByRole = new Dictionary<Role, string[]>
    {
        [Role.Legal] =
        [
            .. Reading,
            RegisterOrganisations,
            ProposeAgreements,
            AssessAgreements,
            DraftAgreements,
            ConfirmAgreements,
            DecideAgreements,
            EndAgreements,
            ImportAgreements,
            AnswerFlags,
            PrepareRenewals,
            DecideRenewals,
            ReadTrail,
            PublishAgreements,
        ],
        [Role.CaseOfficer] =
        [
            .. Reading,
            RegisterOrganisations,
            ProposeAgreements,
            AssessAgreements,
            DraftAgreements,
            ConfirmAgreements,
            AnswerFlags,
            PrepareRenewals,
        ],
        [Role.Registrar] =
        [
            .. Reading,
            RegisterOrganisations,
            DecideAgreements,
            ImportAgreements,
            AnswerFlags,
            DecideRenewals,
            ManageWebhooks,
            ReadTrail,
        ],
        [Role.Finance] = [.. Reading, AnswerFlags],
        [Role.Signatory] =
        [
            .. Reading,
            ConfirmAgreements,
            SignAgreements,
            EndAgreements,
            AnswerFlags,
            PrepareRenewals,
            DecideRenewals,
            GiveMandates,
        ],
        [Role.Reader] = [.. Reading],
        [Role.Admin] =
        [
            .. Reading,
            RegisterOrganisations,
            ManageOrganisation,
            ProposeAgreements,
            ManageWebhooks,
            ManageMembers,
            GiveMandates,
            ManageClients,
            ReadTrail,
        ],
        [Role.Auditor] = [.. Reading, ReadTrail],
        [Role.Operator] =
        [
            ReadOrganisations,
            ReadNotifications,
            RegisterOrganisations,
            ImportAgreements,
            OperateService,
        ],
    }.ToFrozenDictionary();

    public static FrozenSet<string> All { get; } =
        ByRole.Values.SelectMany(permissions => permissions).ToFrozenSet(StringComparer.Ordinal);

    /// <summary>What nobody does for another organisation by a mandate: it would outlive the mandate, or reach beyond it.</summary>
    private static readonly FrozenSet<string> OwnPeopleOnly = new[]
    {
        ManageOrganisation,
        ManageMembers,
        GiveMandates,
        ManageClients,
        ManageWebhooks,
    }.ToFrozenSet(StringComparer.Ordinal);

    public static IEnumerable<string> Of(IEnumerable<Role> roles, bool byMandate = false) =>
        roles
            .SelectMany(role => ByRole[role])
            .Where(permission => !byMandate || !OwnPeopleOnly.Contains(permission))
            .Distinct(StringComparer.Ordinal);

    /// <summary>What a machine client may do: its scopes. Reading agreements takes the names of their parties with it.</summary>
    public static IEnumerable<string> OfScopes(IEnumerable<string> scopes) =>
        scopes.SelectMany<string, string>(scope =>
            scope is Scopes.ReadAgreements ? [scope, ReadOrganisations] : [scope]
        );

    public static RouteHandlerBuilder RequirePermission(this RouteHandlerBuilder builder, string permission) =>
        builder.RequireAuthorization(permission);

    public static IServiceCollection AddPermissions(this IServiceCollection services)
    {
        var authorization = services.AddAuthorizationBuilder();
        foreach (var permission in All)
        {
            authorization.AddPolicy(
                permission,
                policy => policy.RequireAuthenticatedUser().RequireClaim(ClaimType, permission)
            );
        }

        return services;
    }
}
