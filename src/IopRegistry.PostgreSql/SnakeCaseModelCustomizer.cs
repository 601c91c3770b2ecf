using IopRegistry.Persistence;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Metadata;

namespace IopRegistry.PostgreSql;

/// <summary>PostgreSQL folds unquoted names to lower case; snake_case spares DBAs the quotes.</summary>
internal sealed class SnakeCaseModelCustomizer(ModelCustomizerDependencies dependencies)
    : RelationalModelCustomizer(dependencies)
{
    public override void Customize(ModelBuilder modelBuilder, DbContext context)
    {
        base.Customize(modelBuilder, context);

        foreach (var entity in modelBuilder.Model.GetEntityTypes())
        {
            entity.SetTableName(SnakeCase.Of(entity.GetTableName()!));
            Rename(entity.GetProperties(), entity.GetComplexProperties());
        }
    }

    private static void Rename(
        IEnumerable<IMutableProperty> properties,
        IEnumerable<IMutableComplexProperty> complexProperties
    )
    {
        foreach (var property in properties)
        {
            property.SetColumnName(SnakeCase.Of(property.GetColumnName()));
            if (property.FindAnnotation(JsonColumns.Annotation) is not null)
            {
                property.SetColumnType("json"); // verbatim text that the database still checks and can query
            }

            if (property.FindAnnotation(Ordinal.Annotation) is not null)
            {
                property.SetCollation("C");
            }
        }

        foreach (var complex in complexProperties)
        {
            Rename(complex.ComplexType.GetProperties(), complex.ComplexType.GetComplexProperties());
        }
    }
}
