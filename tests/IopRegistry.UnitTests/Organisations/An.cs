using IopRegistry.Organisations;
using IopRegistry.SharedKernel;

namespace IopRegistry.UnitTests.Organisations;

/// <summary>Fictional organisations and the one who registers them.</summary>
internal static class An
{
    public static readonly Actor Actor = new(
        Guid.CreateVersion7(),
        Guid.CreateVersion7(),
        new DateTimeOffset(2026, 3, 2, 11, 0, 0, TimeSpan.Zero),
        new DateOnly(2026, 3, 2)
    );

    public static readonly OrganisationDetails Association = new(
        "Kvinnojouren Måsen",
        LegalForm.IdeellForening,
        "8029999003",
        "1480"
    );

    public static Organisation Municipality() =>
        Organisation.Register(
            new OrganisationDetails("Exempelköpings kommun", LegalForm.Kommun, "2129999005", "0580"),
            Actor
        );

    public static Organisation Civil(string name = "Kvinnojouren Måsen") =>
        Organisation.Register(new OrganisationDetails(name, LegalForm.Network), Actor);

    public static RuleViolation Refusal(string code, Action change)
    {
        var violation = Assert.Throws<RuleViolationException>(change).Violation;
        Assert.Equal(code, violation.Code);
        Assert.False(string.IsNullOrEmpty(violation.Title.Sv) || string.IsNullOrEmpty(violation.Detail.En));
        return violation;
    }
}
