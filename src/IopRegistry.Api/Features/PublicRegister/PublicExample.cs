using IopRegistry.Agreements;
using IopRegistry.Api.Http;
using IopRegistry.Openness;
using IopRegistry.Organisations;
using IopRegistry.SharedKernel;

namespace IopRegistry.Api.Features.PublicRegister;

/// <summary>One invented agreement, for the API document.</summary>
internal static class PublicExample
{
    private static readonly Guid Id = Guid.Parse("01936f0a-6c5e-7d3b-9a61-3f2b7c4d5e60");

    public static string Address => ApiDescription.ServerUrl + "/public-register/agreements";

    private static PublicContents Everything =>
        new()
        {
            Title = "Öppen mötesplats för unga i Exempelköping",
            Parties =
            [
                new(
                    Guid.Parse("01936f0a-6c5e-7111-9a61-3f2b7c4d5e61"),
                    "Exempelköpings kommun",
                    "5599990008",
                    Side.Public,
                    [PartyRole.Funder, PartyRole.Decider]
                ),
                new(
                    Guid.Parse("01936f0a-6c5e-7111-9a61-3f2b7c4d5e62"),
                    "Exempelföreningen",
                    null,
                    Side.Civil,
                    [PartyRole.Performer]
                ),
            ],
            County = ["00"],
            Municipality = ["0000"],
            Term = new(
                PartialDate.Day(new DateOnly(2027, 1, 1)),
                PartialDate.Day(new DateOnly(2029, 12, 31)),
                new DateOnly(2029, 12, 31),
                6,
                ExtensionKind.Option,
                12,
                1
            ),
            Decisions = new([new("Socialnämnden", new DateOnly(2026, 11, 18), "§ 112", "SN 2026/14")], ["SN 2026/14"]),
            Financing = new(new Money(1_950_000m), [new(2027, new Money(650_000m), Money.Zero, new Money(100_000m))]),
            Purpose = "Att tillsammans ge unga en trygg och meningsfull fritid.",
            TargetGroup = "Unga mellan 13 och 20 år",
        };

    public static PublicAgreementView Agreement =>
        PublicAgreementView.Of(
            new PublicAgreementView.Head(
                Id,
                "IOP-2026-000123",
                AgreementState.Active,
                null,
                new DateTimeOffset(2026, 11, 21, 9, 30, 0, TimeSpan.Zero)
            ),
            Everything.Only(PublicationPolicy.LevelsOf([], sheltered: false, Everything)),
            Languages.Swedish,
            Address
        );
}
