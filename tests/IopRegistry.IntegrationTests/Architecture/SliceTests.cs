using System.Reflection;
using FluentValidation;
using IopRegistry.Api.Http;
using IopRegistry.IntegrationTests.Infrastructure;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Mono.Cecil;

namespace IopRegistry.IntegrationTests.Architecture;

public sealed class SliceTests(ApiFixture api) : IClassFixture<ApiFixture>
{
    private static readonly Assembly Api = typeof(Program).Assembly;

    [Fact]
    public void Every_slice_is_one_sealed_class_under_Features() =>
        Assert.All(
            Slices(),
            slice =>
                Assert.True(
                    slice.IsSealed
                        && slice.Namespace!.StartsWith("IopRegistry.Api.Features.", StringComparison.Ordinal),
                    slice.FullName
                )
        );

    [Fact]
    public void Every_request_has_a_validator() =>
        Assert.All(
            Slices().Select(slice => slice.GetNestedType("Request")).OfType<Type>(),
            request => Assert.NotNull(api.Services.GetService(typeof(IValidator<>).MakeGenericType(request)))
        );

    [Fact]
    public void Every_operation_names_a_permission() =>
        Assert.All(
            Operations(),
            operation => Assert.Contains(operation.Metadata.OfType<IAuthorizeData>(), data => data.Policy is not null)
        );

    [Fact]
    public void Slices_do_not_use_each_other()
    {
        using var module = ModuleDefinition.ReadModule(Api.Location);
        var slices = Slices().Select(slice => slice.FullName!).ToHashSet(StringComparer.Ordinal);

        var violations =
            from type in module.GetTypes()
            let slice = Outermost(type.FullName)
            where slices.Contains(slice)
            from reference in type
                .Methods.Where(m => m.HasBody)
                .SelectMany(m => m.Body.Instructions)
                .Select(i => i.Operand)
                .OfType<MemberReference>()
            let used = Outermost(((reference as TypeReference) ?? reference.DeclaringType)?.FullName ?? "")
            where slices.Contains(used) && !string.Equals(used, slice, StringComparison.Ordinal)
            select $"{slice} uses {used}";

        Assert.Empty(violations.Distinct(StringComparer.Ordinal));
    }

    [Fact]
    public void The_domain_knows_neither_HTTP_nor_EF()
    {
        using var module = ModuleDefinition.ReadModule(
            typeof(IopRegistry.SharedKernel.AggregateRoot).Assembly.Location
        );
        string[] forbidden = ["Microsoft.EntityFrameworkCore", "Microsoft.AspNetCore"];

        var violations =
            from type in module.GetTypes()
            where
                !type.FullName.StartsWith("IopRegistry.Persistence.", StringComparison.Ordinal)
                && !Outermost(type.FullName).EndsWith("Mapping", StringComparison.Ordinal)
            from reference in type
                .Methods.Where(m => m.HasBody)
                .SelectMany(m => m.Body.Instructions)
                .Select(i => i.Operand)
                .OfType<MemberReference>()
            let used = reference.DeclaringType?.FullName ?? ""
            where forbidden.Any(prefix => used.StartsWith(prefix, StringComparison.Ordinal))
            select $"{type.FullName} uses {used}";

        Assert.Empty(violations.Distinct(StringComparer.Ordinal));
    }

    /// <summary>A rule about nothing always holds; this keeps the queries above honest.</summary>
    [Fact]
    public void There_are_slices_and_operations()
    {
        Assert.NotEmpty(Slices());
        Assert.Equal(Slices().Count(), Operations().Count());
    }

    private static IEnumerable<Type> Slices() => EndpointDiscovery.Endpoints(Api);

    private IEnumerable<RouteEndpoint> Operations() =>
        api
            .Services.GetRequiredService<EndpointDataSource>()
            .Endpoints.OfType<RouteEndpoint>()
            .Where(endpoint => endpoint.RoutePattern.RawText!.StartsWith("/iop/", StringComparison.Ordinal));

    private static string Outermost(string fullName) => fullName.Split('/', '<')[0];
}
