using IopRegistry.Api.Http;
using IopRegistry.Persistence;
using IopRegistry.SharedKernel;
using Microsoft.EntityFrameworkCore;

namespace IopRegistry.Api.Features.PublicRegister;

/// <summary>What the register says of itself as a data set: to people on its page, to other catalogues as DCAT.</summary>
internal sealed record DatasetDescription(string Publisher, string PublisherUri, string ContactEmail)
{
    /// <summary>Configuration section; who answers for the register where it is installed.</summary>
    public const string Section = "PublicRegister";

    public const string License = "http://creativecommons.org/publicdomain/zero/1.0/";

    public static LocalText Title { get; } =
        new("Offentligt register över idéburna offentliga partnerskap", "Public register of civil-public partnerships");

    public static LocalText Text { get; } =
        new(
            "Alla undertecknade avtal om idéburet offentligt partnerskap (IOP) mellan offentliga och idéburna parter: parter, "
                + "avtalstid, beslut, belopp per år och syfte. Ett fält som inte är offentligt anger den lagliga grunden.",
            "Every signed agreement on a civil-public partnership (IOP) between public and civil parties: parties, term, "
                + "decisions, sums per year and purpose. A field that is not public names its legal ground."
        );

    public static IReadOnlyList<LocalText> Keywords { get; } =
    [
        new("idéburet offentligt partnerskap", "civil-public partnership"),
        new("IOP", "IOP"),
        new("civilsamhälle", "civil society"),
        new("kommunala avtal", "municipal agreements"),
    ];

    public static DatasetDescription From(IConfiguration configuration)
    {
        var section = configuration.GetSection(Section);
        return new DatasetDescription(
            section["Publisher"] ?? "IopRegistry",
            section["PublisherUri"] ?? ApiDescription.PublicUrl,
            section["ContactEmail"] ?? "api@iopregistry.example"
        );
    }

    /// <summary>How much there is and how new it is: two look-ups in an index.</summary>
    internal sealed record Extent(int Records, DateTimeOffset? UpdatedAt);

    public static async Task<Extent> ExtentAsync(IopDbContext db, CancellationToken cancellationToken)
    {
        var records = await db.PublicAgreements.CountAsync(cancellationToken);
        var newest = await db
            .PublicAgreements.OrderByDescending(a => a.UpdatedAt)
            .ThenByDescending(a => a.AgreementId)
            .Select(a => (DateTimeOffset?)a.UpdatedAt)
            .FirstOrDefaultAsync(cancellationToken);
        return new Extent(records, newest);
    }
}
