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

    // Those with weight and five steps, so that one after the other gets a new judgement, as in life.
    private static readonly string[] Criteria =
    [
        "nato-accession-talks", "nato-defence-resources", "nato-democratic-control", "nato-democratic-values",
        "nato-information-security", "nato-interoperability", "nato-rule-of-law",
    ];

    /// <summary>Starts the system in this process, imports the data and waits until the views have it.</summary>
    public static async Task<LocalSystem> StartAsync(string folder, CancellationToken cancellationToken, params string[] arguments)
    {
        var system = await LocalSystem.StartAsync(new LocalSettings { DataFolder = folder, Arguments = arguments }, cancellationToken);
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

    /// <summary>The assessment that a write creates.</summary>
    public static string AssessmentOf(int number) => $"{CriterionOf(number)}/assessments/{IdOf(number)}";

    /// <summary>
    /// Assesses a criterion as of today. The last assessment of a day is the one with the last name, so that each write
    /// changes the view if the numbers ascend.
    /// </summary>
    public static async Task<Assessment> AssessAsync(ChannelBase criteria, int number, CancellationToken cancellationToken) =>
        await new CriteriaService.CriteriaServiceClient(criteria).CreateAssessmentAsync(new()
        {
            Parent = CriterionOf(number),
            AssessmentId = IdOf(number),
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

    private static string CriterionOf(int number) => $"{Track}/criteria/{Criteria[number % Criteria.Length]}";

    private static string IdOf(int number) => FormattableString.Invariant($"zz-benchmark-{number:D6}");
}
