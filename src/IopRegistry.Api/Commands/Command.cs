using System.Globalization;
using IopRegistry.Api.Hosting;
using IopRegistry.Identity;
using IopRegistry.Organisations;

namespace IopRegistry.Api.Commands;

/// <summary>What the product was started to do: serve, unless the first argument names another command.</summary>
internal abstract record Command
{
    private const string Usage = """
        Usage: IopRegistry.Api [command] [--Section:Key=value …]

          serve          answers HTTP; the default
          migrate        brings the configured database up to date, and exits
          verify-trail   goes through the trails of all agreements; names what has been changed or removed, and exits with 65
          grant-access   adds a user with a token of access, prints the token once, and exits:
                         --organisation <organisation number or id> --name "…" --roles legal,admin [--days 365] [--email name@example.org]
                         and, when the organisation is not registered yet: --register "…" --legal-form kommun
          reseal-keys    seals the keys in the database with Keys__Encryption, so that Keys__Previous can be removed
        """;

    private static readonly string[] GrantOptions =
    [
        "organisation",
        "name",
        "roles",
        "days",
        "email",
        "register",
        "legal-form",
    ];

    /// <summary>Settings of the host that were given on the command line: the ones with a colon in their name.</summary>
    public required string[] HostArguments { get; init; }

    public static Command Parse(string[] arguments) =>
        arguments switch
        {
            [] => new Serve { HostArguments = arguments },
            ["--help" or "-h" or "help", ..] => throw new StartupException(ExitCode.Done, Usage),
            ["serve", .. var rest] => new Serve { HostArguments = rest },
            ["migrate", .. var rest] => new Migrate { HostArguments = rest },
            ["verify-trail", .. var rest] => new VerifyTrail { HostArguments = rest },
            ["grant-access", .. var rest] => ParseGrant(rest),
            ["reseal-keys", .. var rest] => new ResealKeys { HostArguments = rest },
            [var first, ..] when first.StartsWith('-') => new Serve { HostArguments = arguments },
            [var unknown, ..] => throw new StartupException(ExitCode.Usage, $"There is no command {unknown}.\n{Usage}"),
        };

    /// <returns>The exit code.</returns>
    public abstract Task<int> RunAsync(WebApplication app, bool embedded);

    private static GrantAccess ParseGrant(string[] arguments)
    {
        var host = Array.FindAll(arguments, argument => argument.Split('=')[0].Contains(':', StringComparison.Ordinal));
        var options = new ConfigurationBuilder().AddCommandLine([.. arguments.Except(host)]).Build();
        var unknown = options.GetChildren().Select(option => option.Key).Except(GrantOptions, StringComparer.Ordinal);
        if (unknown.FirstOrDefault() is { } option)
        {
            throw Wrong($"grant-access knows no --{option}.");
        }

        return new GrantAccess
        {
            HostArguments = host,
            Organisation = options["organisation"] ?? throw Wrong("--organisation has to say whom the user acts for."),
            Register = options["register"],
            LegalForm = ParseEnum<LegalForm>(options["legal-form"] ?? nameof(LegalForm.Kommun)),
            Name =
                options["name"] is { Length: > 0 and <= User.NameMaxLength } name && !string.IsNullOrWhiteSpace(name)
                    ? name.Trim()
                    : throw Wrong($"--name has to say whose access it is, in at most {User.NameMaxLength} characters."),
            Email =
                options["email"] is not { } email || User.IsEmail(email)
                    ? options["email"]
                    : throw Wrong("--email has to be an address like name@example.org."),
            Roles = ParseRoles(options["roles"] ?? ""),
            Days =
                int.TryParse(options["days"] ?? "365", CultureInfo.InvariantCulture, out var days)
                && days is > 0 and <= GrantAccess.MaxDays
                    ? days
                    : throw Wrong($"--days has to be 1 to {GrantAccess.MaxDays}."),
        };
    }

    private static Role[] ParseRoles(string names)
    {
        var roles = new List<Role>();
        foreach (var name in names.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries))
        {
            roles.Add(ParseEnum<Role>(name));
        }

        return roles.Count > 0
            ? [.. roles.Distinct()]
            : throw Wrong($"--roles has to name at least one of {string.Join(", ", Enum.GetNames<Role>())}.");
    }

    private static T ParseEnum<T>(string name)
        where T : struct, Enum =>
        name.All(char.IsAsciiLetter) && Enum.TryParse<T>(name, ignoreCase: true, out var value)
            ? value
            : throw Wrong($"{name} is none of {string.Join(", ", Enum.GetNames<T>())}.");

    private static StartupException Wrong(string message) => new(ExitCode.Usage, message);
}
