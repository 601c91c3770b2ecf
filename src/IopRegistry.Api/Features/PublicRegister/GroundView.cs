using IopRegistry.Openness;

namespace IopRegistry.Api.Features.PublicRegister;

/// <summary>The rule of law on which something is withheld.</summary>
/// <param name="Code">Stable.</param>
/// <param name="Law">The law.</param>
/// <param name="Chapter">Its chapter (kapitel), where it has chapters.</param>
/// <param name="Section">Its section (paragraf) or article.</param>
/// <param name="Protects">What the rule protects.</param>
public sealed record GroundView(string Code, string Law, string? Chapter, string Section, string Protects)
{
    internal static GroundView Example => Of(LegalGrounds.SocialServices, Http.Languages.Swedish);

    public static GroundView Of(LegalGround ground, string language) =>
        new(ground.Code, ground.Law.In(language), ground.Chapter, ground.Section, ground.Text.In(language));
}
