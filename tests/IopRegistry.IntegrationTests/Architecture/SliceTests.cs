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

    /// <summary>What everybody may call without signing in. Everything else names a permission.</summary>
    private static readonly string[] OpenToEverybody =
    [
        "AcceptInvitation",
        "ConfirmEmail",
        "DownloadRegister",
        "GetApiInfo",
        "IssueToken",
        "GetCatalogue",
        "GetDataset",
        "GetPersonalDataCatalogue",
        "GetPublicAgreement",
        "ListLegalGrounds",
        "ListPublicAgreements",
        "ListSignInProviders",
        "OpenPasskeySession",
        "OpenSession",
        "ReadCalendarFeed",
        "RefreshSession",
        "RequestPasswordReset",
        "ResetPassword",
        "ShowEmailConfirmation",
        "ShowInvitation",
        "ShowPasswordReset",
        "ShowUnsubscription",
        "StartExternalSignIn",
        "StartPasskeySignIn",
        "SubmitInvitation",
        "SubmitPasswordReset",
        "Unsubscribe",
    ];

    [Fact]
    public void Every_operation_names_a_permission_or_is_known_to_be_open() =>
        Assert.All(
            Operations(),
            operation =>
            {
                var name = operation.Metadata.GetMetadata<IEndpointNameMetadata>()!.EndpointName;
                if (operation.Metadata.GetMetadata<IAllowAnonymous>() is null)
                {
                    Assert.Contains(operation.Metadata.OfType<IAuthorizeData>(), data => data.Policy is not null);
                }
                else
                {
                    Assert.Contains(name, OpenToEverybody);
                }
            }
        );

    /// <summary>A write is a creation, a change, an action or safe to repeat; from that follow its headers and refusals.</summary>
    [Fact]
    public void Every_write_says_what_kind_it_is() =>
        Assert.All(
            Operations(),
            operation =>
            {
                var methods = operation.Metadata.GetMetadata<IHttpMethodMetadata>()!.HttpMethods;
                var needsIfMatch = operation.Metadata.GetMetadata<NeedsIfMatch>() is not null;
                var honoursKey = operation.Metadata.GetMetadata<HonoursIdempotencyKey>() is not null;
                var safe = operation.Metadata.GetMetadata<SafeToRepeat>() is not null;
                var handler = operation.Metadata.GetMetadata<MethodInfo>()!;
                Assert.True(
                    methods.Contains("POST") ? honoursKey || safe
                        : methods.Contains("GET") ? !needsIfMatch && !honoursKey
                        : needsIfMatch || safe,
                    operation.DisplayName
                );
                Assert.True(
                    needsIfMatch == handler.GetParameters().Any(p => p.ParameterType == typeof(IfMatch)),
                    $"{operation.DisplayName}: If-Match is announced if and only if the handler takes it"
                );
            }
        );

    /// <summary>A slice of 150 lines is a use case on two screens; above that the domain does too little.</summary>
    [Fact]
    public void Every_file_fits_on_its_pages()
    {
        var slices = Slices().Select(slice => slice.Name + ".cs").ToHashSet(StringComparer.Ordinal);
        var tooLong =
            from file in SourceFiles("src")
            let limit = slices.Contains(Path.GetFileName(file)) ? 150 : 300
            let lines = File.ReadLines(file).Count()
            where lines > limit
            select $"{Path.GetFileName(file)} has {lines} lines of {limit}";
        Assert.Empty(tooLong);
    }

    [Fact]
    public void Every_slice_is_the_only_one_in_a_file_of_its_name() =>
        Assert.All(
            Slices(),
            slice =>
                Assert.Single(SourceFiles("src"), file => file.EndsWith($"/{slice.Name}.cs", StringComparison.Ordinal))
        );

    [Fact]
    public void Every_operation_has_a_name_of_its_slice() =>
        Assert.Equal(
            Slices().Select(slice => slice.Name).Order(StringComparer.Ordinal),
            Operations()
                .Select(operation => operation.Metadata.GetMetadata<IEndpointNameMetadata>()?.EndpointName ?? "unnamed")
                .Order(StringComparer.Ordinal)
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
            .Where(endpoint =>
                endpoint.RoutePattern.RawText!.StartsWith("/iop/", StringComparison.Ordinal)
                && !string.Equals(endpoint.RoutePattern.RawText, OpenApiDocument.Address, StringComparison.Ordinal)
            );

    private static IEnumerable<string> SourceFiles(string folder) =>
        Directory
            .EnumerateFiles(
                Path.Combine(Path.GetDirectoryName(ThisFile())!, "../../..", folder),
                "*.cs",
                SearchOption.AllDirectories
            )
            .Where(file =>
                !file.Contains("/obj/", StringComparison.Ordinal)
                && !file.Contains("/bin/", StringComparison.Ordinal)
                && !file.Contains("/Migrations/", StringComparison.Ordinal)
            );

    private static string ThisFile([System.Runtime.CompilerServices.CallerFilePath] string path = "") => path;

    private static string Outermost(string fullName) => fullName.Split('/', '<')[0];
}
