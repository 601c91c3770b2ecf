using System.Text.Json.Nodes;
using IopRegistry.Agreements;
using IopRegistry.SharedKernel;
using IopRegistry.Trail;

namespace IopRegistry.UnitTests.Trail;

public sealed class TrailSentenceTests
{
    private static readonly TrailNames Names = new("Anna Andersson", "Exempelköpings kommun", null);

    [Fact]
    public void A_layman_reads_who_did_what_and_when()
    {
        var said = Say(TrailKit.Record("confirmVersion", TrailKit.Step(3)));

        Assert.Equal("2026-03-02 12:00 Anna Andersson (jurist, Exempelköpings kommun) bekräftade version 3.", said.Sv);
        Assert.Equal("2026-03-02 12:00 Anna Andersson (lawyer, Exempelköpings kommun) confirmed version 3.", said.En);
    }

    [Fact]
    public void What_was_refused_says_why()
    {
        var why = new JsonObject
        {
            ["sv"] = "Parten har redan undertecknat.",
            ["en"] = "The party has signed already.",
        };
        var said = Say(
            TrailKit.Record("sign", new TrailChange("refusal", null, why)) with
            {
                Outcome = TrailOutcome.Refused,
                RefusalCode = "already-signed",
            }
        );

        Assert.EndsWith(
            "försökte underteckna avtalet, men nekades: Parten har redan undertecknat.",
            said.Sv,
            StringComparison.Ordinal
        );
        Assert.EndsWith(
            "tried to sign the agreement, but was refused: The party has signed already.",
            said.En,
            StringComparison.Ordinal
        );
    }

    [Fact]
    public void The_calendar_a_system_a_mandate_and_somebody_who_is_gone_have_words()
    {
        var record = TrailKit.Record("start");
        Assert.Equal(
            "2026-03-02 12:00 Kalendern lät avtalet börja gälla.",
            Say(record with { UserId = Actor.ClockUser, Roles = "" }).Sv
        );
        Assert.StartsWith(
            "2026-03-02 12:00 Ett system (Exempelköpings kommun) ",
            Say(record with { ClientId = TrailKit.Anna, Roles = "" }, Names with { User = null }).Sv,
            StringComparison.Ordinal
        );
        Assert.StartsWith(
            "2026-03-02 12:00 Någon (jurist, Exempelköpings kommun) med fullmakt för Kvinnojouren ",
            Say(record with { MandateId = TrailKit.Anna }, Names with { User = null, Party = "Kvinnojouren" }).Sv,
            StringComparison.Ordinal
        );
    }

    [Fact]
    public void Several_things_at_once_are_one_sentence()
    {
        var said = Say(TrailKit.Record("start,end"));
        Assert.EndsWith("lät avtalet börja gälla och avslutade avtalet.", said.Sv, StringComparison.Ordinal);
    }

    [Fact]
    public void Every_action_of_an_agreement_has_words() =>
        Assert.All(Enum.GetNames<AgreementAction>(), name => Assert.NotNull(TrailWords.Find(name)));

    [Fact]
    public void A_long_value_is_cut_and_a_line_stays_a_line()
    {
        var entry = TrailEntry.Link(
            TrailKit.Record("revise", TrailKit.Step(1), new TrailChange("text", "a\nb", new string('x', 500))),
            1,
            TrailHash.Beginning
        );
        var line = Assert.Single(TrailSentence.Lines(entry));
        Assert.Equal($"text: a b → {new string('x', 200)}…", line);
    }

    private static LocalText Say(TrailRecord record, TrailNames? names = null) =>
        TrailSentence.Of(TrailEntry.Link(record, 1, TrailHash.Beginning), names ?? Names);
}
