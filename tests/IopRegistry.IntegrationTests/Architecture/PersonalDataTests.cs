using System.Text.RegularExpressions;
using IopRegistry.Api.Features.PersonalData;
using IopRegistry.Persistence;
using IopRegistry.PersonalData;
using IopRegistry.SqlServer;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata;

namespace IopRegistry.IntegrationTests.Architecture;

/// <summary>What is stored about persons is listed: every column of the model that may hold it, also inside JSON.</summary>
public sealed partial class PersonalDataTests
{
    private static readonly IReadOnlyList<IProperty> Columns = ReadColumns();

    [Fact]
    public void Every_column_that_may_hold_personal_data_is_in_the_catalogue_or_says_why_it_is_not()
    {
        var listed = PersonalDataCatalogue
            .Records.SelectMany(record => record.Columns)
            .Concat(PersonalDataCatalogue.NotPersonal.Keys)
            .ToHashSet(StringComparer.Ordinal);
        var missing = Columns.Where(MayBePersonal).Select(NameOf).Where(column => !listed.Contains(column)).ToList();
        Assert.True(missing.Count == 0, $"Not in PersonalDataCatalogue: {string.Join(", ", missing)}");
    }

    [Fact]
    public void The_catalogue_names_no_column_that_is_gone()
    {
        var there = Columns.Select(NameOf).ToHashSet(StringComparer.Ordinal);
        Assert.All(
            PersonalDataCatalogue
                .Records.SelectMany(record => record.Columns)
                .Concat(PersonalDataCatalogue.NotPersonal.Keys),
            column => Assert.Contains(column, there)
        );
    }

    [Fact]
    public void Every_kind_of_record_is_exported_or_says_where_it_is_found()
    {
        Assert.Equal(
            PersonalDataCatalogue.Records.Select(record => record.Code).Order(StringComparer.Ordinal),
            PersonalDataSources
                .All.Select(source => source.Code)
                .Concat(PersonalDataSources.FoundThrough.Keys)
                .Order(StringComparer.Ordinal)
        );
    }

    private static bool MayBePersonal(IProperty column) =>
        Suspicious().IsMatch(column.Name)
        || (
            column.FindAnnotation(JsonColumns.Annotation) is not null
            && HoldsPersons(column.ClrType, new HashSet<Type>())
        );

    /// <summary>Looks into what is stored as JSON.</summary>
    private static bool HoldsPersons(Type type, HashSet<Type> seen)
    {
        if (type.IsArray || type.IsGenericType)
        {
            return (type.IsArray ? [type.GetElementType()!] : type.GetGenericArguments()).Any(part =>
                HoldsPersons(part, seen)
            );
        }

        return type.Namespace?.StartsWith("IopRegistry", StringComparison.Ordinal) == true
            && !type.IsEnum
            && seen.Add(type)
            && type.GetProperties().Any(p => Suspicious().IsMatch(p.Name) || HoldsPersons(p.PropertyType, seen));
    }

    private static string NameOf(IProperty column) => $"{column.DeclaringType.GetTableName()}.{column.Name}";

    /// <summary>As SQL Server names tables: as the model does.</summary>
    private static IReadOnlyList<IProperty> ReadColumns()
    {
        var options = new DbContextOptionsBuilder<IopDbContext>();
        options.UseIopSqlServer("Server=none");
        using var db = new IopDbContext(options.Options);
        return [.. db.Model.GetEntityTypes().SelectMany(entity => entity.GetProperties())];
    }

    [GeneratedRegex(
        "^(Name|Title(?!Key).*Person|.*Email|.*Phone.*|.*Address|.*UserId|RecipientId|OwnerId|AccountId|CreatedBy|ChangedBy|RequestedBy|InvitedBy|GivenBy|RevokedBy|EndedByUser|CaseOfficer.*|Signator.*|Contacts|PasswordHash|AuthenticatorKey|RecoveryCodes|UnsubscribeToken|Credential|Client)$",
        RegexOptions.ExplicitCapture,
        matchTimeoutMilliseconds: 1000
    )]
    private static partial Regex Suspicious();
}
