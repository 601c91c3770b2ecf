using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace IopRegistry.Persistence;

/// <summary>A column compared byte by byte on both databases, such as a sort key that already holds the Swedish order.</summary>
public static class Ordinal
{
    /// <summary>Each provider project turns it into its own binary collation.</summary>
    public const string Annotation = "Iop:Ordinal";

    public static PropertyBuilder<T> IsOrdinal<T>(this PropertyBuilder<T> property)
        where T : class?
    {
        property.Metadata.SetAnnotation(Annotation, true);
        return property;
    }
}
