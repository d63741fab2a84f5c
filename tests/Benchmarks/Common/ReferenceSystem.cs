using Alliance.Criteria.V1;
using Alliance.Type.V1;
using AllianceServices.Local;
using AllianceServices.ServiceDefaults;
using Grpc.Core;
using Status = Alliance.Criteria.V1.Status;

namespace AllianceServices.Benchmarks.Common;

/// <summary>The whole system with the reference data set, and writes that change a view of it.</summary>
internal static class ReferenceSystem
{
    /// <summary>The track whose view is measured.</summary>
    public const string Track = "tracks/nato-ukraine";

    /// <summary>The criterion that writes assess; it has weight, and five steps.</summary>
    public const string Criterion = Track + "/criteria/nato-interoperability";

    /// <summary>Starts the system in this process, imports the data and waits until the views have it.</summary>
    public static async Task<LocalSystem> StartAsync(string folder, CancellationToken cancellationToken)
    {
        var system = await LocalSystem.StartAsync(new LocalSettings { DataFolder = folder }, cancellationToken);
        try
        {
            await foreach (var (file, report) in ReferenceData.ImportAsync(system, cancellationToken))
            {
                if (report.Refused > 0)
                {
                    throw new BenchmarkException($"{report.Refused} rows of {file} were refused.");
                }
            }
            await Convergence.WaitAsync(system, Track, cancellationToken);
            return system;
        }
        catch
        {
            await system.DisposeAsync();
            throw;
        }
    }

    /// <summary>The id of a write's assessment.</summary>
    public static string AssessmentId(int number) => FormattableString.Invariant($"zz-benchmark-{number:D6}");

    /// <summary>
    /// Assesses the criterion as of today. The last assessment of a day is the one with the last name, so that each write
    /// changes the view if the numbers ascend.
    /// </summary>
    public static async Task<Assessment> AssessAsync(ChannelBase criteria, int number, CancellationToken cancellationToken) =>
        await new CriteriaService.CriteriaServiceClient(criteria).CreateAssessmentAsync(new()
        {
            Parent = Criterion,
            AssessmentId = AssessmentId(number),
            Assessment = new Assessment
            {
                Date = IsoDate.Format(IsoDate.DayOf(TimeProvider.System.GetUtcNow())),
                DatePrecision = DatePrecision.Day,
                Status = number % 2 == 0 ? Status.GoodLevel : Status.ModeratelyPrepared,
                Assessor = "benchmark",
                Summary = "Written by a benchmark, to see when the view shows it.",
                Confidence = Confidence.Verified,
            },
        }, cancellationToken: cancellationToken);
}
