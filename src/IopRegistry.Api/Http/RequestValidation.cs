using System.Globalization;
using System.Reflection;
using System.Text.Json;
using System.Text.RegularExpressions;
using FluentValidation;
using FluentValidation.Results;
using IopRegistry.SharedKernel;

namespace IopRegistry.Api.Http;

public static partial class RequestValidation
{
    public static IServiceCollection AddValidators(this IServiceCollection services, Assembly assembly)
    {
        // Messages name a member as the client wrote it.
        ValidatorOptions.Global.DisplayNameResolver = (_, member, _) =>
            member is null ? null : JsonNamingPolicy.CamelCase.ConvertName(member.Name);
        foreach (
            var validator in assembly
                .GetTypes()
                .Where(type => type is { IsAbstract: false, IsGenericTypeDefinition: false })
        )
        {
            foreach (var contract in validator.GetInterfaces().Where(IsValidatorOfSomething))
            {
                services.AddSingleton(contract, validator);
            }
        }

        return services;
    }

    /// <summary>A message of our own, in both languages.</summary>
    public static IRuleBuilderOptions<T, TProperty> WithText<T, TProperty>(
        this IRuleBuilderOptions<T, TProperty> rule,
        LocalText text
    ) => rule.WithMessage(_ => text.InCurrent());

    /// <summary>Strict query and headers, and validation of every handler parameter that has a validator.</summary>
    public static TBuilder WithRequestValidation<TBuilder>(this TBuilder builder)
        where TBuilder : IEndpointConventionBuilder
    {
        builder.Finally(endpoint =>
        {
            if (endpoint.Metadata.OfType<MethodInfo>().FirstOrDefault() is not { } handler)
            {
                return;
            }

            StrictQuery.Apply(
                endpoint,
                handler,
                endpoint.ApplicationServices.GetRequiredService<IServiceProviderIsService>()
            );
        });
        builder.Add(endpoint =>
        {
            if (endpoint.Metadata.OfType<MethodInfo>().FirstOrDefault() is not { } handler)
            {
                return;
            }

            var isService = endpoint.ApplicationServices.GetRequiredService<IServiceProviderIsService>();
            Validated[] validated =
            [
                .. handler
                    .GetParameters()
                    .Select(parameter => new Validated(
                        parameter.Position,
                        typeof(IValidator<>).MakeGenericType(parameter.ParameterType),
                        parameter.IsDefined(typeof(AsParametersAttribute))
                    ))
                    .Where(parameter => isService.IsService(parameter.Validator)),
            ];
            if (validated.Length == 0)
            {
                return;
            }

            endpoint.Metadata.Add(
                new ProducesResponseTypeMetadata(
                    Array.Exists(validated, v => v.IsQuery)
                        ? StatusCodes.Status400BadRequest
                        : StatusCodes.Status422UnprocessableEntity,
                    typeof(Problem),
                    ["application/problem+json"]
                )
            );
            endpoint.FilterFactories.Add((_, next) => context => ValidateAsync(context, next, validated));
        });
        return builder;
    }

    private static async ValueTask<object?> ValidateAsync(
        EndpointFilterInvocationContext context,
        EndpointFilterDelegate next,
        Validated[] validated
    )
    {
        foreach (var parameter in validated)
        {
            var validator = (IValidator)context.HttpContext.RequestServices.GetRequiredService(parameter.Validator);
            var value = new ValidationContext<object>(context.Arguments[parameter.Position]!);
            var result = await validator.ValidateAsync(value, context.HttpContext.RequestAborted);
            if (!result.IsValid)
            {
                throw new ProblemException(
                    parameter.IsQuery ? ProblemKinds.InvalidQuery : ProblemKinds.Validation,
                    await ErrorsAsync(validator, context, parameter)
                );
            }
        }

        return await next(context);
    }

    /// <summary>Messages come in the language of the thread, so a request at fault is judged again once per language.</summary>
    private static async Task<FieldError[]> ErrorsAsync(
        IValidator validator,
        EndpointFilterInvocationContext context,
        Validated parameter
    )
    {
        var swedish = await InAsync(Languages.Swedish);
        var english = await InAsync(Languages.English);
        return
        [
            .. swedish.Zip(
                english,
                (sv, en) =>
                    new FieldError(
                        PointerOf(sv.PropertyName, parameter.IsQuery),
                        CodeOf(sv.ErrorCode),
                        new LocalText(sv.ErrorMessage, en.ErrorMessage)
                    )
            ),
        ];

        async Task<IReadOnlyList<ValidationFailure>> InAsync(string language)
        {
            var before = CultureInfo.CurrentUICulture;
            try
            {
                CultureInfo.CurrentUICulture = Languages.CultureOf(language);
                var again = new ValidationContext<object>(context.Arguments[parameter.Position]!);
                return (await validator.ValidateAsync(again, context.HttpContext.RequestAborted)).Errors;
            }
            finally
            {
                CultureInfo.CurrentUICulture = before;
            }
        }
    }

    /// <summary>Names the member as the client wrote it: Signatories[0].Name is /signatories/0/name, or ?page in an address.</summary>
    internal static string PointerOf(string propertyPath, bool isQuery)
    {
        var steps = propertyPath
            .Split('.', '[', ']')
            .Where(step => step.Length > 0)
            .Select(step => JsonFaults.Escaped(JsonNamingPolicy.CamelCase.ConvertName(step)));
        return isQuery ? "?" + string.Join('.', steps) : string.Concat(steps.Select(step => "/" + step));
    }

    /// <summary>NotEmptyValidator is not-empty; a code given by hand stays as it is.</summary>
    internal static string CodeOf(string errorCode)
    {
        var name = errorCode.EndsWith("Validator", StringComparison.Ordinal) ? errorCode[..^9] : errorCode;
        return WordStart().Replace(name, "-$0").ToLowerInvariant();
    }

    private static bool IsValidatorOfSomething(Type contract) =>
        contract.IsGenericType && contract.GetGenericTypeDefinition() == typeof(IValidator<>);

    [GeneratedRegex("(?<=[a-z0-9])[A-Z]", RegexOptions.None, matchTimeoutMilliseconds: 1000)]
    private static partial Regex WordStart();

    private sealed record Validated(int Position, Type Validator, bool IsQuery);
}
