using IopRegistry.Api.Http;

namespace IopRegistry.Api.Features.Agreements;

/// <summary>Rows of a search as the list shows them.</summary>
internal static class AgreementPages
{
    public static ListAgreements.Response Show(
        IReadOnlyList<AgreementSearch.Row> rows,
        int total,
        PageQuery page,
        HttpContext context
    )
    {
        var meta = page.Meta(total);
        var language = Languages.Of(context);
        var address = Addresses.Absolute(context, "/iop/v1/agreements/");
        return new ListAgreements.Response(
            [
                .. rows.Select(row => new ListAgreements.Item(
                    row.Id,
                    row.Reference,
                    row.Title,
                    row.State,
                    row.EndedReason,
                    row.StartsOn,
                    row.EndsOn,
                    row.Parties,
                    WaitingView.From(row.Waiting, language),
                    row.UpdatedAt,
                    [new Link(address + row.Id, HttpMethods.Get, "self")]
                )),
            ],
            meta,
            page.Links(context, meta)
        );
    }
}
