namespace IopRegistry.Benchmarks.Running;

internal static class QueryPlans
{
    public static Task ShowAsync(Stage stage, string path, Report report)
    {
        _ = (stage, path, report);
        return Task.CompletedTask;
    }
}
