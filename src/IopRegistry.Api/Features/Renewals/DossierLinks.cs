using IopRegistry.Agreements;
using IopRegistry.Agreements.Renewals;
using IopRegistry.Api.Http;
using IopRegistry.Api.Identity;

namespace IopRegistry.Api.Features.Renewals;

/// <summary>What this caller may do with a dossier now, and nothing else.</summary>
internal static class DossierLinks
{
    public static IReadOnlyList<Link> For(
        RenewalDossier dossier,
        Agreement agreement,
        CurrentUser user,
        DateOnly today,
        string address
    )
    {
        List<Link> links =
        [
            new(address, HttpMethods.Get, "self"),
            new(address[..address.IndexOf("/dossiers/", StringComparison.Ordinal)], HttpMethods.Get, "agreement"),
        ];
        if (!agreement.OwnParties(user.OrganisationId, today).Any())
        {
            return links;
        }

        var (prepares, decides) = (user.May(Permission.PrepareRenewals), user.May(Permission.DecideRenewals));
        switch (dossier.State)
        {
            case DossierState.Open when prepares:
                links.Add(new($"{address}/standpoints", HttpMethods.Post, "standpoints"));
                links.AddRange(
                    Enum.GetValues<ChecklistItem>()
                        .Select(item => new Link(
                            $"{address}/checklist/{PathOf(item)}",
                            dossier.IsDone(item) ? HttpMethods.Delete : HttpMethods.Put,
                            dossier.IsDone(item) ? "uncheck" : "check"
                        ))
                );
                break;
            case DossierState.Decided when dossier.Outcome!.Kind == OutcomeKind.LetEnd && prepares:
                links.Add(new($"{address}/tasks", HttpMethods.Post, "tasks"));
                break;
        }

        if (dossier.State == DossierState.Open && decides)
        {
            links.AddRange(Outcomes(dossier, agreement, today, address));
        }

        if (dossier.State == DossierState.Decided && decides)
        {
            links.Add(new($"{address}/reconsiderations", HttpMethods.Post, "reconsiderations"));
        }

        return links;
    }

    public static string PathOf(ChecklistItem item) =>
        System.Text.Json.JsonNamingPolicy.KebabCaseLower.ConvertName(item.ToString());

    /// <summary>404 for an item that no checklist has.</summary>
    public static ChecklistItem ItemOf(string path)
    {
        foreach (var item in Enum.GetValues<ChecklistItem>())
        {
            if (string.Equals(PathOf(item), path, StringComparison.Ordinal))
            {
                return item;
            }
        }

        throw ProblemException.NotFound();
    }

    private static IEnumerable<Link> Outcomes(
        RenewalDossier dossier,
        Agreement agreement,
        DateOnly today,
        string address
    ) =>
        Enum.GetValues<OutcomeKind>().Any(kind => !dossier.InTheWay(kind, agreement, today).Any())
            ? [new Link($"{address}/outcomes", HttpMethods.Post, "outcomes")]
            : [];
}
