using System.Collections;
using System.Reflection;
using System.Runtime.CompilerServices;
using System.Text;
using IopRegistry.Api.Http;
using IopRegistry.IntegrationTests.Infrastructure;
using IopRegistry.Persistence;
using IopRegistry.SharedKernel;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace IopRegistry.IntegrationTests.Contract;

/// <summary>Every code a client can get is in api-spec/problems.md, written from the rules themselves.</summary>
public sealed class ProblemCatalogueTests(ApiFixture api) : IClassFixture<ApiFixture>
{
    [Fact]
    public Task The_committed_catalogue_is_what_the_rules_say()
    {
        var text = new StringBuilder(
            """
            # Problems
            Written from the rules of the product; a test keeps it so. `type` is `https://iopregistry.se/problems/` + code.
            Branch on the code: it does not change. Titles are the same every time; details say what happened this time.

            | code | status | title | rubrik |
            | --- | --- | --- | --- |

            """
        );
        foreach (var (code, status, title) in All().Distinct().OrderBy(problem => problem.Code, StringComparer.Ordinal))
        {
            text.Append(
                System.Globalization.CultureInfo.InvariantCulture,
                $"| `{code}` | {status} | {title.En} | {title.Sv} |\n"
            );
        }

        return ApiSpec.AssertIsAsync("problems.md", text.ToString());
    }

    [Fact]
    public void A_code_means_one_thing()
    {
        Assert.All(
            All().Distinct().GroupBy(problem => problem.Code, StringComparer.Ordinal),
            same => Assert.Single(same)
        );
        Assert.All(All(), problem => Assert.Matches("^[a-z0-9]+(-[a-z0-9]+)*$", problem.Code));
    }

    /// <summary>Without its line a lost race would be a 500 instead of the refusal that the check before it gives.</summary>
    [Fact]
    public void Every_unique_index_has_its_refusal()
    {
        using var scope = api.Services.CreateScope();
        var indexes = scope
            .ServiceProvider.GetRequiredService<IopDbContext>()
            .Model.GetEntityTypes()
            .SelectMany(entity => entity.GetIndexes())
            .Where(index => index.IsUnique)
            .Select(index => index.GetDatabaseName()!)
            .ToList();
        Assert.Empty(indexes.Except(UniqueConstraints.Names, StringComparer.OrdinalIgnoreCase));
    }

    private static IEnumerable<(string Code, int Status, LocalText Title)> All() =>
        Kinds()
            .Concat(
                Rules()
                    .Concat(UniqueConstraints.Violations)
                    .Select(rule => (rule.Code, StatusOf(rule.Kind), rule.Title))
            );

    private static IEnumerable<(string Code, int Status, LocalText Title)> Kinds() =>
        typeof(ProblemKinds)
            .GetProperties(BindingFlags.Public | BindingFlags.Static)
            .Select(property => (ProblemKind)property.GetValue(null)!)
            .Select(kind => (kind.Code, kind.Status, kind.Title));

    private static IEnumerable<RuleViolation> Rules() =>
        new[] { typeof(RuleViolation).Assembly, typeof(Program).Assembly }
            .SelectMany(assembly => assembly.GetTypes())
            .Where(type => type.IsClass && type.Name.EndsWith("Rules", StringComparison.Ordinal))
            .SelectMany(type => type.GetMethods(BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.Static))
            .Where(method => method.ReturnType == typeof(RuleViolation) && !method.IsPrivate && !method.IsGenericMethod)
            .Select(method =>
                (RuleViolation)method.Invoke(null, [.. method.GetParameters().Select(p => Sample(p.ParameterType))])!
            );

    private static int StatusOf(RefusalKind kind) =>
        kind switch
        {
            RefusalKind.Conflict => 409,
            RefusalKind.Invalid => 422,
            RefusalKind.Forbidden => 403,
        };

    /// <summary>Only code and title are read, and those do not depend on what a rule is given.</summary>
    private static object? Sample(Type type)
    {
        type = Nullable.GetUnderlyingType(type) ?? type;
        if (type == typeof(string))
        {
            return "…";
        }

        if (type == typeof(LocalText))
        {
            return new LocalText("…", "…");
        }

        if (type.IsValueType)
        {
            return Activator.CreateInstance(type);
        }

        if (type.IsArray)
        {
            return Array.CreateInstance(type.GetElementType()!, 0);
        }

        if (type.IsAssignableTo(typeof(IEnumerable)) && type.IsGenericType)
        {
            return Array.CreateInstance(type.GetGenericArguments()[0], 0);
        }

        return type.IsAbstract || type.IsInterface ? null : RuntimeHelpers.GetUninitializedObject(type);
    }
}
