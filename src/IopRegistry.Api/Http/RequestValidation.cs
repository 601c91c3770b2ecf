using System.Reflection;
using System.Text.Json;
using FluentValidation;

namespace IopRegistry.Api.Http;

public static class RequestValidation
{
    public static IServiceCollection AddValidators(this IServiceCollection services, Assembly assembly)
    {
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

    /// <summary>Validates every handler parameter that has a validator, and says so in the OpenAPI document.</summary>
    public static TBuilder WithRequestValidation<TBuilder>(this TBuilder builder)
        where TBuilder : IEndpointConventionBuilder
    {
        builder.Add(endpoint =>
        {
            if (endpoint.Metadata.OfType<MethodInfo>().FirstOrDefault() is not { } handler)
            {
                return;
            }

            var isService = endpoint.ApplicationServices.GetRequiredService<IServiceProviderIsService>();
            (int Position, Type Validator)[] validated =
            [
                .. handler
                    .GetParameters()
                    .Select(parameter =>
                        (parameter.Position, Validator: typeof(IValidator<>).MakeGenericType(parameter.ParameterType))
                    )
                    .Where(parameter => isService.IsService(parameter.Validator)),
            ];
            if (validated.Length == 0)
            {
                return;
            }

            endpoint.Metadata.Add(
                new ProducesResponseTypeMetadata(
                    StatusCodes.Status400BadRequest,
                    typeof(HttpValidationProblemDetails),
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
        (int Position, Type Validator)[] validated
    )
    {
        foreach (var (position, validatorType) in validated)
        {
            var validator = (IValidator)context.HttpContext.RequestServices.GetRequiredService(validatorType);
            var result = await validator.ValidateAsync(
                new ValidationContext<object>(context.Arguments[position]!),
                context.HttpContext.RequestAborted
            );
            if (!result.IsValid)
            {
                return TypedResults.ValidationProblem(
                    result
                        .ToDictionary()
                        .ToDictionary(error => JsonPath(error.Key), error => error.Value, StringComparer.Ordinal),
                    type: ProblemTypes.For("validation")
                );
            }
        }

        return await next(context);
    }

    /// <summary>Names the field as the client wrote it: signatories[0].name, not Signatories[0].Name.</summary>
    private static string JsonPath(string propertyPath) =>
        string.Join('.', propertyPath.Split('.').Select(JsonNamingPolicy.CamelCase.ConvertName));

    private static bool IsValidatorOfSomething(Type contract) =>
        contract.IsGenericType && contract.GetGenericTypeDefinition() == typeof(IValidator<>);
}
