namespace IopRegistry.Api.Messaging;

/// <summary>Configuration section Webhooks.</summary>
public sealed class WebhookSettings
{
    public const string Section = "Webhooks";

    public WebhookSettings(IConfiguration configuration)
    {
        var section = configuration.GetSection(Section);
        AllowPrivateAddresses = section.GetValue("AllowPrivateAddresses", defaultValue: false);
        Timeout = TimeSpan.FromSeconds(section.GetValue("TimeoutSeconds", 15d));
    }

    /// <summary>For an installation whose receivers are on its own network, and for tests. Then http is allowed, too.</summary>
    public bool AllowPrivateAddresses { get; }

    /// <summary>How long a receiver may take to answer.</summary>
    public TimeSpan Timeout { get; }
}
