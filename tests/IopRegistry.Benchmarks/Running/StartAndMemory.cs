namespace IopRegistry.Benchmarks.Running;

/// <summary>From the start of the published product's process to its first answer, the database running; and its memory at rest.</summary>
internal sealed class StartAndMemory : IBenchmark
{
    private const double MostSeconds = 2;

    public string Name => "start";

    public async Task RunAsync(Stage stage, Report report)
    {
        Report.Heading($"Starting the published product {stage.Options.Starts} times");
        var seconds = new List<double>();
        var idle = new List<double>();
        for (var i = 0; i < stage.Options.Starts; i++)
        {
            await using var product = stage.Publication.Start(stage.Database.ConnectionString);
            // A real answer: signed in, from the database.
            var took = await product.AnswersAsync(ListAgreementsBenchmark.Path, stage.Token);
            seconds.Add(took.TotalSeconds);
            idle.Add(ProcessFacts.ResidentMegabytes(product.Id));
            Report.Progress($"{took.TotalSeconds:N2} s, {idle[^1]:N0} MB");
        }

        var median = Statistics.Median(seconds);
        report.Row(
            Report.Text($"start to first answer, {stage.Size:N0}"),
            $"{median:N2} s",
            $"",
            $"{seconds.Min():N2}–{seconds.Max():N2} s"
        );
        report.Row(
            Report.Text($"memory after the first answer, {stage.Size:N0}"),
            $"{Statistics.Median(idle):N0} MB",
            $"",
            $""
        );
        report.Target(
            $"first answer under {MostSeconds:N0} s, {stage.Size:N0} agreements: {median:N2} s",
            median < MostSeconds
        );
    }
}

internal static class Statistics
{
    public static double Median(IEnumerable<double> values)
    {
        var sorted = values.Order().ToList();
        return (sorted[(sorted.Count - 1) / 2] + sorted[sorted.Count / 2]) / 2;
    }
}
