using System.Globalization;
using System.Net.Mail;
using IopRegistry.Api.Hosting;
using IopRegistry.Api.Http;

namespace IopRegistry.Api.Messaging;

/// <summary>
/// Configuration section Mail: Host, Port, From, User, Password, Tls. Without a host nobody gets e-mail, and what happens
/// then is not mailed later either.
/// </summary>
public sealed class MailSettings
{
    public const string Section = "Mail";

    private const string FromKey = Section + ":From";

    public MailSettings(IConfiguration configuration)
    {
        var section = configuration.GetSection(Section);
        Host = section["Host"] is { Length: > 0 } host ? host : null;
        if (Host is null)
        {
            return;
        }

        Port = section.GetValue("Port", 587);
        User = section["User"];
        Password = section["Password"];
        Tls = section.GetValue("Tls", defaultValue: true);
        From = MailAddress.TryCreate(section["From"], out var from)
            ? from
            : throw Missing(FromKey, "the address that e-mail is sent from, such as \"IOP <iop@example.org>\"");
        PublicAddress = configuration[Addresses.PublicAddressKey] is { Length: > 0 } address
            ? address.TrimEnd('/')
            : throw Missing(Addresses.PublicAddressKey, "the address that readers of e-mail reach the service by");
    }

    public string? Host { get; }

    public int Port { get; }

    public string? User { get; }

    public string? Password { get; }

    /// <summary>STARTTLS; only a server on the same machine should do without.</summary>
    public bool Tls { get; }

    public MailAddress From { get; } = null!;

    public string PublicAddress { get; } = "";

    public bool IsConfigured => Host is not null;

    public string UnsubscribeAddress(string token) =>
        string.Create(CultureInfo.InvariantCulture, $"{PublicAddress}{HttpSetup.BasePath}/unsubscriptions/{token}");

    private static StartupException Missing(string key, string what) =>
        new(ExitCode.Configuration, $"{Section}:Host is set and {key} is not: {what}.");
}
