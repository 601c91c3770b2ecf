using System.Globalization;
using IopRegistry.Api.Http;
using IopRegistry.Persistence;
using Microsoft.EntityFrameworkCore;

namespace IopRegistry.Api.Features.PersonalData;

/// <summary>The rows about one person of one kind of record, without anything secret.</summary>
internal abstract class PersonalDataSource
{
    /// <summary>The kind of record in the catalogue.</summary>
    public required string Code { get; init; }

    public abstract Task<int> CountAsync(IopDbContext db, Guid userId, CancellationToken cancellationToken);

    public abstract Task<(IReadOnlyList<PersonalItem> Items, PageMeta Meta)> PageAsync(
        IopDbContext db,
        Guid userId,
        PageQuery page,
        CancellationToken cancellationToken
    );

    /// <summary>As people read it; what has no value is left out.</summary>
    protected static PersonalItem Item(params IEnumerable<(string Name, object? Value)> fields) =>
        new(
            fields
                .Where(field => field.Value is not null)
                .ToDictionary(
                    field => field.Name,
                    field =>
                        field.Value is DateTimeOffset at
                            ? at.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture)
                            : Convert.ToString(field.Value, CultureInfo.InvariantCulture) ?? "",
                    StringComparer.Ordinal
                )
        );
}

/// <param name="rows">The rows about a person, in a total order.</param>
/// <param name="fields">What of a row the person gets to see.</param>
internal sealed class PersonalDataSource<T>(
    Func<IopDbContext, Guid, IOrderedQueryable<T>> rows,
    Func<T, IEnumerable<(string, object?)>> fields
) : PersonalDataSource
    where T : class
{
    public override Task<int> CountAsync(IopDbContext db, Guid userId, CancellationToken cancellationToken) =>
        rows(db, userId).CountAsync(cancellationToken);

    public override async Task<(IReadOnlyList<PersonalItem> Items, PageMeta Meta)> PageAsync(
        IopDbContext db,
        Guid userId,
        PageQuery page,
        CancellationToken cancellationToken
    )
    {
        var (found, meta) = await rows(db, userId).AsNoTracking().ToPageAsync(page, cancellationToken);
        return ([.. found.Select(row => Item(fields(row)))], meta);
    }
}

/// <summary>One row about a person: its fields by name.</summary>
/// <param name="Fields">What it says.</param>
public sealed record PersonalItem(IReadOnlyDictionary<string, string> Fields)
{
    internal static PersonalItem Example =>
        new(new Dictionary<string, string> { ["occurredAt"] = "2026-11-21T09:30:00Z", ["action"] = "Sign" });
}
