using IopRegistry.SharedKernel;

namespace IopRegistry.Agreements.Drafting;

/// <summary>A heading that an agreement's text must have.</summary>
public sealed record Heading(string Code, LocalText Title);

/// <summary>The compulsory headings, as data (domain §9). A clause under any other heading is free.</summary>
public static class Headings
{
    public static IReadOnlyList<Heading> Compulsory { get; } =
    [
        new("background", new("Bakgrund", "Background")),
        new("value-base", new("Värdegrund", "Value base")),
        new("parties", new("Parter, organisation och ansvar", "Parties, organisation and responsibilities")),
        new("purpose", new("Syfte och mål", "Purpose and goals")),
        new("commitments", new("Parternas åtaganden", "Commitments of the parties")),
        new("public-influence", new("Det offentligas inflytande", "Degree of public influence")),
        new("quality", new("Kvalitet och uppföljning", "Quality and follow-up")),
        new("economy", new("Ekonomi", "Economy")),
        new("term", new("Avtalstid och uppsägning", "Term and notice")),
        new("changes", new("Ändringar och tillägg", "Changes")),
        new("disputes", new("Omförhandling, hävning och tvist", "Renegotiation, termination and dispute")),
        new("annexes", new("Bilagor", "Annexes")),
    ];
}
