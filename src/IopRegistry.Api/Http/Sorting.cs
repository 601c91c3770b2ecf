using System.Linq.Expressions;

namespace IopRegistry.Api.Http;

/// <summary>One field of <c>sort=-endDate,title</c>.</summary>
public readonly record struct SortKey(string Field, bool Descending)
{
    /// <summary>Refuses with 400 a field that the list cannot be sorted by, or one named twice.</summary>
    public static IReadOnlyList<SortKey> Parse(string? sort, params IReadOnlyCollection<string> allowed)
    {
        if (string.IsNullOrEmpty(sort))
        {
            return [];
        }

        var keys = sort.Split(',').Select(field => new SortKey(field.TrimStart('-'), field.StartsWith('-'))).ToList();
        return
            keys.TrueForAll(key => allowed.Contains(key.Field, StringComparer.Ordinal))
            && keys.DistinctBy(key => key.Field, StringComparer.Ordinal).Count() == keys.Count
            ? keys
            : throw ProblemException.InvalidQuery(
                FieldError.Query(
                    "sort",
                    "unknown-sort-field",
                    new(
                        $"Sortera på {string.Join(", ", allowed)}; minus framför för fallande.",
                        $"Sort by {string.Join(", ", allowed)}; a minus in front for descending."
                    )
                )
            );
    }
}

/// <summary>
/// What a list can be sorted by, and how. <c>static readonly Sorting&lt;Agreement&gt; Sortable = new Sorting&lt;Agreement&gt;().By("endDate", a => a.End);</c>
/// then <c>Sortable.Apply(query, sort, "-endDate").ThenBy(a => a.Id)</c>; the last key makes the order total, so that pages never overlap.
/// </summary>
public sealed class Sorting<T>
{
    private readonly Dictionary<string, IField> _fields = new(StringComparer.Ordinal);

    private interface IField
    {
        IOrderedQueryable<T> Order(IQueryable<T> query, bool first, bool descending);
    }

    public IReadOnlyCollection<string> Fields => _fields.Keys;

    public Sorting<T> By<TKey>(string field, Expression<Func<T, TKey>> key)
    {
        _fields.Add(field, new Field<TKey>(key));
        return this;
    }

    /// <summary>Sorted as asked, or by <paramref name="otherwise"/> (such as <c>-endDate</c>) when nothing is asked.</summary>
    public IOrderedQueryable<T> Apply(IQueryable<T> query, string? sort, string otherwise)
    {
        var ordered = query;
        var first = true;
        foreach (var (field, descending) in SortKey.Parse(string.IsNullOrEmpty(sort) ? otherwise : sort, Fields))
        {
            ordered = _fields[field].Order(ordered, first, descending);
            first = false;
        }

        return (IOrderedQueryable<T>)ordered;
    }

    private sealed class Field<TKey>(Expression<Func<T, TKey>> key) : IField
    {
        public IOrderedQueryable<T> Order(IQueryable<T> query, bool first, bool descending) =>
            (first, descending) switch
            {
                (true, true) => query.OrderByDescending(key),
                (true, false) => query.OrderBy(key),
                (false, true) => ((IOrderedQueryable<T>)query).ThenByDescending(key),
                (false, false) => ((IOrderedQueryable<T>)query).ThenBy(key),
            };
    }
}
