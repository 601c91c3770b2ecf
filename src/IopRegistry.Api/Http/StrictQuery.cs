using System.Collections.Frozen;
using System.Globalization;
using System.Reflection;
using System.Text.Json;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.Http.Metadata;
using Microsoft.Extensions.Primitives;

namespace IopRegistry.Api.Http;

/// <summary>
/// Refuses query parameters that an operation does not have, single ones given twice, and values that the framework would
/// bend into shape (a number for an enum, an American date). Runs before binding, so that every fault is named at once.
/// </summary>
public static class StrictQuery
{
    internal static FieldError WrongValue(string parameter) =>
        FieldError.Query(parameter, "wrong-value", new("Fel typ eller format.", "Wrong type or format."));

    /// <summary>Wraps the operation in the check; what it takes is read once, from its handler.</summary>
    internal static void Apply(EndpointBuilder endpoint, MethodInfo handler, IServiceProviderIsService isService)
    {
        var route = ((RouteEndpointBuilder)endpoint).RoutePattern.Parameters.Select(p => p.Name);
        var known = Parameters(handler)
            .Where(p => IsFromQuery(p, isService))
            .ExceptBy(route, p => p.Name, StringComparer.OrdinalIgnoreCase)
            .ToFrozenDictionary(p => p.Name, StringComparer.Ordinal);
        var hasEnums = known.Values.Any(p => p.Type.IsEnum);
        var next = endpoint.RequestDelegate!;
        endpoint.RequestDelegate = context =>
        {
            if (context.Request.QueryString.HasValue)
            {
                Check(context.Request.Query, known);
                if (hasEnums)
                {
                    context.Features.Set<IQueryFeature>(new QueryFeature(WithEnumNames(context.Request.Query, known)));
                }
            }

            foreach (var (_, value) in context.Request.RouteValues)
            {
                if (value is string text && !IsText(text))
                {
                    throw ProblemException.NotFound();
                }
            }

            return next(context);
        };
    }

    private static void Check(IQueryCollection query, FrozenDictionary<string, Parameter> known)
    {
        List<FieldError>? errors = null;
        foreach (var (name, values) in query)
        {
            FieldError? error = null;
            if (!known.TryGetValue(name, out var parameter))
            {
                error = FieldError.Query(name, "unknown-parameter", new("Okänd parameter.", "Unknown parameter."));
            }
            else if (values.Count > 1 && !parameter.IsList)
            {
                error = FieldError.Query(name, "repeated-parameter", new("Får anges en gång.", "May be given once."));
            }
            else if (!values.All(value => IsValid(parameter.Type, value ?? "")))
            {
                error = WrongValue(name);
            }

            if (error is not null)
            {
                (errors ??= []).Add(error);
            }
        }

        if (errors is not null)
        {
            throw ProblemException.InvalidQuery(errors);
        }
    }

    /// <summary>
    /// The framework binds an enum by its C# name only, so it gets that one. The address itself keeps the client's words, and
    /// links are made from the address.
    /// </summary>
    private static QueryCollection WithEnumNames(IQueryCollection query, FrozenDictionary<string, Parameter> known) =>
        new(
            query.ToDictionary(
                p => p.Key,
                p =>
                    known[p.Key].Type is { IsEnum: true } type
                        ? new StringValues([
                            .. p.Value.Select(value => CamelCaseEnumConverter.MemberOf(type, value ?? "")),
                        ])
                        : p.Value,
                StringComparer.OrdinalIgnoreCase // the framework asks for Side
            )
        );

    /// <summary>The same strictness as in a body: camelCase names, ISO dates, moments with a zone.</summary>
    private static bool IsValid(Type type, string value) =>
        Type.GetTypeCode(type) switch
        {
            TypeCode.String => IsText(value),
            TypeCode.Boolean => value is "true" or "false",
            _ when type.IsEnum => CamelCaseEnumConverter.MemberOf(type, value) is not null,
            TypeCode.Int32 => int.TryParse(value, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out _),
            TypeCode.Int64 => long.TryParse(value, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out _),
            TypeCode.Decimal => decimal.TryParse(
                value,
                NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint,
                CultureInfo.InvariantCulture,
                out _
            ),
            _ when type == typeof(Guid) => Guid.TryParseExact(value, "D", out _),
            _ when type == typeof(DateOnly) => DateOnly.TryParseExact(
                value,
                "yyyy-MM-dd",
                CultureInfo.InvariantCulture,
                DateTimeStyles.None,
                out _
            ),
            _ when type == typeof(DateTimeOffset) => InstantConverter.HasZone(value)
                && DateTimeOffset.TryParse(value, CultureInfo.InvariantCulture, DateTimeStyles.None, out _),
            _ => IsText(value),
        };

    /// <summary>No database of ours stores U+0000, and half a surrogate pair is no text.</summary>
    private static bool IsText(string value)
    {
        for (var i = 0; i < value.Length; i++)
        {
            if (value[i] == '\0' || (char.IsSurrogate(value[i]) && !char.IsSurrogatePair(value, i++)))
            {
                return false;
            }
        }

        return true;
    }

    private static IEnumerable<Parameter> Parameters(MethodInfo handler) =>
        handler
            .GetParameters()
            .SelectMany(parameter =>
                parameter.IsDefined(typeof(AsParametersAttribute))
                    ? parameter
                        .ParameterType.GetProperties()
                        .Select(property => Parameter.Of(property.Name, property.PropertyType, property))
                    : [Parameter.Of(parameter.Name!, parameter.ParameterType, parameter)]
            );

    private static bool IsFromQuery(Parameter parameter, IServiceProviderIsService isService) =>
        parameter.Source.GetCustomAttributes(inherit: true) is var attributes
        && (
            attributes.OfType<IFromQueryMetadata>().Any()
            || (
                !attributes.Any(a =>
                    a
                        is IFromBodyMetadata
                            or IFromHeaderMetadata
                            or IFromRouteMetadata
                            or IFromServiceMetadata
                            or IFromFormMetadata
                )
                && !isService.IsService(parameter.Type)
                && IsSimple(parameter.Type)
            )
        );

    private static bool IsSimple(Type type) =>
        type == typeof(string)
        || type.IsEnum
        || (
            type != typeof(CancellationToken)
            && type.GetMethod("BindAsync", BindingFlags.Public | BindingFlags.Static) is null
            && Array.Exists(
                type.GetMethods(BindingFlags.Public | BindingFlags.Static),
                method => string.Equals(method.Name, "TryParse", StringComparison.Ordinal)
            )
        );

    private sealed record Parameter(string Name, Type Type, bool IsList, ICustomAttributeProvider Source)
    {
        public static Parameter Of(string name, Type type, ICustomAttributeProvider source)
        {
            var given = source.GetCustomAttributes(inherit: true).OfType<IFromQueryMetadata>().FirstOrDefault()?.Name;
            var single = type.IsArray ? type.GetElementType()! : type;
            return new Parameter(
                given ?? JsonNamingPolicy.CamelCase.ConvertName(name),
                Nullable.GetUnderlyingType(single) ?? single,
                type.IsArray,
                source
            );
        }
    }
}
