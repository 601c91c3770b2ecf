using System.Runtime.CompilerServices;
using System.Text;
using IopRegistry.Agreements;

namespace IopRegistry.UnitTests.Agreements;

/// <summary>
/// api-spec/lifecycle.md is written from the table in the code, so that the lawyers who own it can read what the product
/// does. IOP_UPDATE_API_SPEC=1 rewrites it.
/// </summary>
public sealed class LifecycleDocumentTests
{
    private static readonly Dictionary<AgreementState, (string Sv, string Meaning)> States = new()
    {
        [AgreementState.Proposed] = (
            "föreslaget",
            "Proposed by either side; a receipt with a reference has been given."
        ),
        [AgreementState.Assessing] = ("under bedömning", "The public side assesses it against criteria and law."),
        [AgreementState.Negotiating] = ("under förhandling", "The parties write the contents together."),
        [AgreementState.Deciding] = ("inför beslut", "All have confirmed the same version; the deciders decide."),
        [AgreementState.Signing] = ("inför undertecknande", "Decided; every party signs."),
        [AgreementState.Signed] = ("undertecknat", "Signed by all; its first day has not come."),
        [AgreementState.Active] = ("gällande", "In force."),
        [AgreementState.Ended] = ("avslutat", "Ended, with a reason."),
        [AgreementState.Declined] = ("avslaget", "A reasoned no from the public side."),
        [AgreementState.Withdrawn] = ("återtaget", "Taken back by the side that proposed it."),
    };

    private static readonly Dictionary<AgreementAction, string> Actions = new()
    {
        [AgreementAction.Propose] = "föreslå",
        [AgreementAction.Import] = "importera",
        [AgreementAction.AcceptForAssessment] = "ta upp till bedömning",
        [AgreementAction.RecordAssessment] = "registrera bedömning",
        [AgreementAction.ChangeCaseOfficer] = "byta handläggare",
        [AgreementAction.Decline] = "avslå",
        [AgreementAction.Withdraw] = "återta",
        [AgreementAction.Revise] = "ändra innehållet",
        [AgreementAction.AddParty] = "lägga till part",
        [AgreementAction.ChangeParty] = "ändra egen part",
        [AgreementAction.LeaveAgreement] = "lämna avtalet",
        [AgreementAction.ConfirmVersion] = "bekräfta version",
        [AgreementAction.Reopen] = "öppna på nytt",
        [AgreementAction.RecordDecision] = "registrera beslut",
        [AgreementAction.RecordLegalForce] = "registrera anslag, överklagande och laga kraft",
        [AgreementAction.Sign] = "underteckna",
        [AgreementAction.Start] = "börja gälla",
        [AgreementAction.GiveNotice] = "säga upp",
        [AgreementAction.RecordDialogue] = "registrera gemensam dialog",
        [AgreementAction.Terminate] = "häva, eller avsluta efter överenskommelse",
        [AgreementAction.Extend] = "förlänga",
        [AgreementAction.ConfirmExtension] = "bekräfta automatisk förlängning",
        [AgreementAction.ObjectToExtension] = "säga nej till förlängning",
        [AgreementAction.ProposeAmendment] = "föreslå ändring",
        [AgreementAction.ConfirmAmendment] = "bekräfta ändring",
        [AgreementAction.DecideAmendment] = "besluta om ändring",
        [AgreementAction.SignAmendment] = "underteckna ändring",
        [AgreementAction.WithdrawAmendment] = "återta ändring",
        [AgreementAction.ApplyAmendment] = "ändring träder i kraft",
        [AgreementAction.Renew] = "förnya",
        [AgreementAction.End] = "upphöra",
    };

    [Fact]
    public void The_document_says_what_the_code_does()
    {
        var path = Path.Combine(Root(), "api-spec", "lifecycle.md");
        var document = Write();
        if (Environment.GetEnvironmentVariable("IOP_UPDATE_API_SPEC") is "1")
        {
            File.WriteAllText(path, document);
        }

        Assert.True(File.Exists(path), "api-spec/lifecycle.md is missing: run with IOP_UPDATE_API_SPEC=1.");
        Assert.Equal(document, File.ReadAllText(path));
    }

    [Fact]
    public void Every_state_and_action_has_its_words()
    {
        Assert.Equal(Enum.GetValues<AgreementState>(), States.Keys.Order());
        Assert.Equal(Enum.GetValues<AgreementAction>(), Actions.Keys.Order());
    }

    private static string Write()
    {
        var text = new StringBuilder();
        Line(text, "# The life of an agreement (avtalets livscykel)");
        Line(text, "");
        Line(text, "Written from `AgreementLifecycle` by a test; do not edit. `IOP_UPDATE_API_SPEC=1` rewrites it.");
        Line(
            text,
            "What is not in the table is refused with `action-not-allowed` and leaves no trace. An action may ask for"
        );
        Line(text, "more than the state: the refusal then says what, by code, in `unmetGuards`.");
        Line(text, "");
        Line(text, "```mermaid");
        Line(text, "stateDiagram-v2");
        Line(text, "    [*] --> proposed: propose");
        foreach (var group in Edges())
        {
            Line(text, $"    {Code(group.Key.From)} --> {Code(group.Key.To)}: {string.Join(", ", group)}");
        }

        foreach (var state in Enum.GetValues<AgreementState>().Where(AgreementLifecycle.IsFinal))
        {
            Line(text, $"    {Code(state)} --> [*]");
        }

        Line(text, "```");
        Line(text, "");
        Line(text, "## States (lägen)");
        Line(text, "");
        Line(text, "| state | läge | meaning |");
        Line(text, "|---|---|---|");
        foreach (var (state, (sv, meaning)) in States)
        {
            Line(text, $"| `{Code(state)}` | {sv} | {meaning} |");
        }

        Line(text, "");
        Line(text, "An imported agreement (`import`, importera) begins in the state that its source tells.");
        Line(text, "");
        Line(text, "## Actions (åtgärder)");
        Line(text, "");
        Line(text, "| from | action | åtgärd | by | leads to |");
        Line(text, "|---|---|---|---|---|");
        foreach (var move in AgreementLifecycle.Moves)
        {
            var to = move.To is [var only] && only == move.From ? "(stays)" : string.Join(", ", move.To.Select(Quoted));
            Line(
                text,
                $"| {Quoted(move.From)} | `{Code(move.Action)}` | {Actions[move.Action]} | {Who(move.By)} | {to} |"
            );
        }

        return text.ToString();

        static string Quoted(AgreementState state) => $"`{Code(state)}`";
    }

    private static IEnumerable<IGrouping<(AgreementState From, AgreementState To), string>> Edges() =>
        AgreementLifecycle
            .Moves.SelectMany(move => move.To, (move, to) => (move, to))
            .Where(edge => edge.move.From != edge.to)
            .GroupBy(edge => (edge.move.From, edge.to), edge => Code(edge.move.Action));

    private static string Who(ActingParty by) =>
        by switch
        {
            ActingParty.AnyParty => "any party (varje part)",
            ActingParty.PublicSide => "public side (offentliga sidan)",
            ActingParty.InitiatingSide => "initiating side (initierande sidan)",
            ActingParty.Decider => "each decider (varje beslutare)",
            ActingParty.Clock => "the clock (kalendern)",
        };

    private static string Code<T>(T value)
        where T : struct, Enum => char.ToLowerInvariant(value.ToString()[0]) + value.ToString()[1..];

    private static void Line(StringBuilder text, string line) => text.Append(line).Append('\n');

    /// <summary>The repository, from where this file was compiled.</summary>
    private static string Root([CallerFilePath] string here = "") =>
        Path.GetFullPath(Path.Combine(Path.GetDirectoryName(here)!, "..", "..", ".."));
}
