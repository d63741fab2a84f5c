using Alliance.Agreements.V1;
using Alliance.Criteria.V1;
using Alliance.Statements.V1;
using Alliance.Type.V1;
using Google.Protobuf;

namespace AllianceServices.SystemTests.Workload;

/// <summary>A series of writes to all registers that a seed decides: the same seed gives the same series.</summary>
internal sealed class Script
{
    private const int Length = 63;
    private const int FirstYear = 2012;
    private const int Years = 12;

    private static readonly string[] Countries = ["XA", "XB", "XD", "XE"];
    private static readonly Stance[] Stances =
        [Stance.Supports, Stance.SupportsWithConditions, Stance.Neutral, Stance.Sceptical, Stance.Opposes, Stance.Unknown];
    private static readonly AuthorityLevel[] Levels =
        [AuthorityLevel.Government, AuthorityLevel.Government, AuthorityLevel.HeadOfState, AuthorityLevel.Opposition];
    private static readonly Status[] Statuses = [Status.Met, Status.Met, Status.NotMet, Status.Unknown, Status.Waived];

    private readonly Random _random;
    private readonly List<IMessage> _writes = [];
    private readonly List<string> _citable = [];

    private Script(int seed) => _random = new Random(seed);

    /// <summary>The two paths that are written about; the second one begins in the middle of the series.</summary>
    public static World Club { get; } = World.Club;

    public static World League { get; } = new("league", "XL");

    /// <summary>The requests, in order.</summary>
    public static IReadOnlyList<IMessage> Write(int seed)
    {
        var script = new Script(seed);
        script.Begin(Club);
        for (var i = 0; i < Length; i++)
        {
            if (i == Length / 2)
            {
                script.Begin(League);
            }
            script.WriteOne(i);
        }
        return script._writes;
    }

    private void Begin(World world)
    {
        if (world == Club)
        {
            _writes.Add(World.NewSource("gazette"));
        }
        _writes.AddRange([world.NewOrganization(), world.NewTrack(), .. world.NewCriteria()]);
    }

    // The kinds take turns, so that every one occurs whatever the seed.
    private void WriteOne(int i)
    {
        // The second path is spoken of before anybody tracks it.
        var world = Pick(Club, Club, League);
        switch (i % 7)
        {
            case 0 or 3:
                Publish(Statement(world, $"said-{i}", Pick(Stances)));
                break;
            case 1:
                WriteAgreement(world, $"pact-{i}");
                break;
            case 2 or 5:
                WriteAssessment(i < Length / 2 ? Club : world, i);
                break;
            case 4:
                var reset = Statement(world, $"reset-{i}", Stance.Unknown);
                reset.Statement.Kind = "editorial_reset";
                reset.Statement.Positions[0].Level = AuthorityLevel.Government;
                Publish(reset);
                break;
            default:
                _writes.Add(Statement(world, $"draft-{i}", Pick(Stances)));
                break;
        }
    }

    private CreateStatementRequest Statement(World world, string id, Stance stance)
    {
        var request = world.NewStatement(id, Date(), stance, [Pick(Countries), "XZ"]);
        request.Statement.Positions[0].Level = Pick(Levels);
        request.Statement.Confidence = Pick(Confidence.Verified, Confidence.Verified, Confidence.Recalled);
        request.Statement.Criteria.Add(Club.Criterion(Pick("consent", "peace", "law")));
        return request;
    }

    private void Publish(CreateStatementRequest request)
    {
        var name = $"statements/{request.StatementId}";
        _writes.AddRange([request, new PublishStatementRequest { Name = name }]);
        _citable.Add(name);
    }

    private void WriteAgreement(World world, string id)
    {
        var party = Pick(Countries);
        var request = world.NewAgreement(id, Date(), party, world.Entries(Pick(Stances), Pick(Levels), party));
        request.Agreement.Events[0].State = Pick(LifecycleState.Signed, LifecycleState.Signed, LifecycleState.Announced);
        _writes.Add(request);
        _citable.Add($"agreements/{id}");
    }

    private void WriteAssessment(World world, int i)
    {
        var request = world.NewAssessment(Pick("consent", "consent", "peace", "law"), Date(), Pick(Statuses), Pick([.. _citable]));
        request.AssessmentId += $"-{i}";
        request.Assessment.Assessor = i % 2 == 0 ? World.Editors : "A critic";
        _writes.Add(request);
    }

    private string Date() => Views.Iso(new DateOnly(FirstYear, 1, 1).AddDays(_random.Next(Years * 365)));

    private T Pick<T>(params T[] choices) => choices[_random.Next(choices.Length)];
}
