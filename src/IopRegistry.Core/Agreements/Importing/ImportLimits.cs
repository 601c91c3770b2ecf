namespace IopRegistry.Agreements.Importing;

/// <summary>How much one import takes. A larger register is sent in several.</summary>
public static class ImportLimits
{
    public const int MaxBytes = 10 * 1024 * 1024;
    public const int MaxRows = 5_000;

    /// <summary>Characters. More than every field at its longest, and a bound for what one mistake can cost.</summary>
    public const int MaxRowLength = 512 * 1024;
}
