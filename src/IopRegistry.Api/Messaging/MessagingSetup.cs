namespace IopRegistry.Api.Messaging;

/// <summary>What is needed to tell people and receivers.</summary>
internal static class MessagingSetup
{
    public static IServiceCollection AddMessaging(this IServiceCollection services)
    {
        services.AddSingleton<MailSettings>();
        services.AddScoped<AccountMail>();
        services.AddSingleton<WebhookSettings>();
        services.AddSingleton<Jitter>();
        services.AddSingleton<WebhookCaller>();
        services.AddWebhookConnection();
        return services;
    }

    /// <summary>Refuses a half setting before anything is built on it, and says once when nobody gets e-mail.</summary>
    public static void UseMessaging(this WebApplication app)
    {
        if (!app.Services.GetRequiredService<MailSettings>().IsConfigured)
        {
            app.Lifetime.ApplicationStarted.Register(app.Logger.LogNoMail); // commands that serve nobody say nothing
        }
    }
}

internal static partial class MessagingLog
{
    [LoggerMessage(
        LogLevel.Information,
        "Mail:Host is not set: messages are shown in the service and nobody gets e-mail"
    )]
    public static partial void LogNoMail(this ILogger logger);
}
