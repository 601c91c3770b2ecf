using IopRegistry.Agreements;
using IopRegistry.Agreements.Drafting;
using IopRegistry.SharedKernel;

namespace IopRegistry.UnitTests.Agreements;

/// <summary>Agreements from before the registry, as little as is known of them.</summary>
internal static class Imported
{
    public static AgreementKit Agreement(Term term, AgreementState state = AgreementState.Active, string? on = null)
    {
        var kit = new AgreementKit();
        if (on is not null)
        {
            kit.On(DateOnly.Parse(on, System.Globalization.CultureInfo.InvariantCulture));
        }

        var contents = Contents.Of(new Description("IOP brottsofferstöd", null, null, null)) with { Term = term };
        return kit.Take(
            IopRegistry.Agreements.Agreement.Import(
                "IOP-2026-000001",
                contents,
                [kit.Social, kit.Aid],
                state,
                null,
                new ImportSource("R01", "agreement", null, null, null, null, null, null, "abc"),
                kit.Kommun,
                kit.By(kit.Kommun)
            )
        );
    }

    public static Term Until(PartialDate end, int? noticeMonths = null, ExtensionClause? extension = null) =>
        Term.Unknown with
        {
            Start = new PartialDate(new DateOnly(2020, 1, 1), DatePrecision.Year),
            End = end,
            NoticeMonths = noticeMonths,
            Extension = extension ?? ExtensionClause.None,
        };
}
