using System.Collections.Concurrent;
using Alliance.Agreements.V1;
using Alliance.Criteria.V1;
using Alliance.Statements.V1;
using Alliance.Type.V1;
using AllianceServices.TestKit;
using Google.Protobuf;
using Grpc.Core;
using CriteriaClient = Alliance.Criteria.V1.CriteriaService.CriteriaServiceClient;
using Status = Alliance.Criteria.V1.Status;

namespace AllianceServices.Faults;

/// <summary>A write that was acknowledged.</summary>
internal sealed record Acknowledged(string Register, string RequestId, string Name);

/// <summary>
/// A client that writes one thing after the other, and each again under its request id until it is acknowledged. A seed says
/// what it writes.
/// </summary>
/// <param name="number">Which writer.</param>
/// <param name="seed">The seed.</param>
/// <param name="of">The connection to a register: its own, or the Gateway's.</param>
internal sealed class Writer(int number, int seed, Func<string, CallInvoker> of)
{
    private static readonly World World = World.Club;
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(5);
    private static readonly string[] Parties = ["XA", "XB", "XD", "XE"];

    private readonly Random _random = new(seed);
    private readonly List<string> _published = [];
    private int _written;

    /// <summary>What was acknowledged.</summary>
    public ConcurrentQueue<Acknowledged> Acknowledged { get; } = [];

    /// <summary>What was answered otherwise than by success or by asking to come back.</summary>
    public ConcurrentQueue<string> Surprises { get; } = [];

    /// <summary>How often a call was made again.</summary>
    public int Repeats { get; private set; }

    /// <summary>How often the answer was none of gRPC, but a status of HTTP alone.</summary>
    public int Foreign { get; private set; }

    /// <summary>Writes until it is told to end; what was begun is brought to its end.</summary>
    public async Task RunAsync(CancellationToken end)
    {
        using var pace = new PeriodicTimer(TimeSpan.FromMilliseconds(40));
        while (!end.IsCancellationRequested)
        {
            foreach (var request in Next())
            {
                await WriteAsync(request);
            }
            await pace.WaitForNextTickAsync(CancellationToken.None);
        }
    }

    /// <summary>Writes what others refer to.</summary>
    public async Task BeginAsync()
    {
        foreach (var request in World.Everything())
        {
            await WriteAsync(request);
        }
    }

    private IEnumerable<IMessage> Next()
    {
        var id = $"w{number}-{_written++}";
        switch (_random.Next(6))
        {
            case 0 or 1 or 2:
                var statement = World.NewStatement(id, Date(), (Stance)_random.Next(2, 7), Pick(Parties));
                statement.Statement.Positions[0].Level = Pick(AuthorityLevel.Government, AuthorityLevel.HeadOfState);
                statement.Statement.Criteria.Add(World.Criterion(Pick("consent", "peace", "law")));
                _published.Add($"statements/{id}");
                return [statement, World.Publish(id)];
            case 3:
                var party = Pick(Parties);
                return [World.NewAgreement(id, Date(), party, World.Entries((Stance)_random.Next(2, 7), AuthorityLevel.Government, party))];
            case 4 when _published.Count > 4:
                // Older ones may be evidence.
                var retracted = _published[^_random.Next(1, 3)];
                _published.Remove(retracted);
                return [new RetractStatementRequest { Name = retracted, Reason = "It was said otherwise." }];
            default:
                string[] evidence = _published.Count > 8 && _random.Next(3) == 0 ? [_published[_random.Next(_published.Count - 4)]] : [];
                var assessment = World.NewAssessment(Pick("consent", "peace", "law"), Date(), Pick(Status.Met, Status.NotMet, Status.Unknown), evidence);
                assessment.AssessmentId = id;
                return [assessment];
        }
    }

    private async Task WriteAsync(IMessage request)
    {
        var requestId = new Guid(Enumerable.Range(0, 16).Select(_ => (byte)_random.Next(256)).ToArray()).ToString();
        request.Descriptor.FindFieldByName("request_id").Accessor.SetValue(request, requestId);
        using var pause = new PeriodicTimer(TimeSpan.FromMilliseconds(50));
        while (true)
        {
            try
            {
                var (register, resource) = await SendAsync(request, new CallOptions(deadline: DateTime.UtcNow + Patience));
                Acknowledged.Enqueue(new(register, requestId, resource.Name));
                return;
            }
            // With an exception behind it, it is no answer but a connection that was lost.
            catch (RpcException exception) when (exception.Status.DebugException is not null
                || exception.StatusCode is StatusCode.Unavailable or StatusCode.DeadlineExceeded or StatusCode.Cancelled)
            {
                Repeats++;
            }
            catch (RpcException exception) when (exception.Status.Detail.StartsWith("Bad gRPC response", StringComparison.Ordinal))
            {
                // What answered was no gRPC. It is counted, and a client would try again.
                Foreign++;
            }
            catch (RpcException exception)
            {
                Surprises.Enqueue($"writer {number}, {request.Descriptor.Name} {requestId}: {exception.Status}");
                return;
            }
            await pause.WaitForNextTickAsync(CancellationToken.None);
        }
    }

    private async Task<(string Register, IResource Resource)> SendAsync(IMessage request, CallOptions options)
    {
        var statements = new StatementsService.StatementsServiceClient(of("statements"));
        var criteria = new CriteriaClient(of("criteria"));
        return request switch
        {
            CreateSourceRequest source => ("statements", await statements.CreateSourceAsync(source, options)),
            CreateStatementRequest statement => ("statements", await statements.CreateStatementAsync(statement, options)),
            PublishStatementRequest publish => ("statements", await statements.PublishStatementAsync(publish, options)),
            RetractStatementRequest retract => ("statements", await statements.RetractStatementAsync(retract, options)),
            CreateAgreementRequest agreement => ("agreements",
                await new AgreementsService.AgreementsServiceClient(of("agreements")).CreateAgreementAsync(agreement, options)),
            CreateOrganizationRequest organization => ("criteria", await criteria.CreateOrganizationAsync(organization, options)),
            CreateTrackRequest track => ("criteria", await criteria.CreateTrackAsync(track, options)),
            CreateCriterionRequest criterion => ("criteria", await criteria.CreateCriterionAsync(criterion, options)),
            CreateAssessmentRequest assessment => ("criteria", await criteria.CreateAssessmentAsync(assessment, options)),
            _ => throw new InvalidOperationException(request.Descriptor.Name),
        };
    }

    private string Date() => new DateOnly(2012, 1, 1).AddDays(_random.Next(12 * 365)).ToString("O", System.Globalization.CultureInfo.InvariantCulture);

    private T Pick<T>(params T[] choices) => choices[_random.Next(choices.Length)];
}
