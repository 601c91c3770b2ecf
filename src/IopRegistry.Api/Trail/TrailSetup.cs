namespace IopRegistry.Api.Trail;

internal static class TrailSetup
{
    public static IServiceCollection AddTrail(this IServiceCollection services)
    {
        services.AddSingleton<RefusalQueue>();
        services.AddHostedService(provider => provider.GetRequiredService<RefusalQueue>());
        return services;
    }
}
