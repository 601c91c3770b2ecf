namespace IopRegistry.SharedKernel;

/// <summary>A sentence for people, in Swedish (what most readers get) and in English.</summary>
public sealed record LocalText(string Sv, string En)
{
    public string In(string language) => language.StartsWith("en", StringComparison.OrdinalIgnoreCase) ? En : Sv;
}
