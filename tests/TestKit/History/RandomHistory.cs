using Google.Protobuf;
using Google.Protobuf.WellKnownTypes;
using Grpc.Core;
using Xunit;

namespace AllianceServices.TestKit.History;

/// <summary>
/// Leads a register through a history drawn by chance: new calls, repeated calls, and calls that are cut off at any point of
/// their transaction. After every step it looks at all rows of the database.
/// </summary>
public sealed class RandomHistory : IAsyncDisposable
{
    private readonly RawDatabase _database;
    private readonly TransactionFault _fault;
    private readonly Random _random;
    private readonly Func<Random, string, Operation> _draw;
    private readonly List<Operation> _made = [];
    private readonly Dictionary<string, IMessage> _answers = new(StringComparer.Ordinal);
    private readonly HashSet<TransactionPoint> _struck = [];
    private RawState _state;
    private int _committedUnheard;

    private RandomHistory(RawDatabase database, RawState state, TransactionFault fault, int seed, Func<Random, string, Operation> draw) =>
        (_database, _state, _fault, _random, _draw) = (database, state, fault, new Random(seed), draw);

    /// <summary>Begins one.</summary>
    /// <param name="service">The register.</param>
    /// <param name="fault">Made before the register was started.</param>
    /// <param name="seed">Decides about everything.</param>
    /// <param name="draw">Draws a call, which is to carry the request id.</param>
    public static async Task<RandomHistory> BeginAsync(
        TestService service, TransactionFault fault, int seed, Func<Random, string, Operation> draw)
    {
        fault.Aim(service);
        var database = await RawDatabase.OpenAsync(service);
        return new(database, await database.ReadAsync(), fault, seed, draw);
    }

    /// <summary>Goes through it, repeats every call at its end, and returns what the register holds then.</summary>
    public async Task<RawState> RunAsync(int steps)
    {
        for (var i = 0; i < steps; i++)
        {
            var operation = _made.Count > 0 && _random.Next(5) == 0 ? _made[_random.Next(_made.Count)] : Draw();
            switch (_random.Next(8))
            {
                case 0:
                    await CutOffEverywhereAsync(operation, kills: _random.Next(2) == 0);
                    break;
                case < 4:
                    await StepAsync(operation, point: _random.Next(24), kills: _random.Next(2) == 0);
                    break;
                default:
                    await StepAsync(operation);
                    break;
            }
        }
        foreach (var operation in _made)
        {
            await StepAsync(operation);
        }
        // Otherwise the history would show less than it promises.
        Assert.Equal(System.Enum.GetValues<TransactionPoint>(), _struck.Order());
        Assert.True(_committedUnheard > 0, "no call was committed without hearing of it");
        Assert.True(_state.Log().Count > steps / 4, "nearly all calls changed nothing");
        return _state;
    }

    /// <summary>Makes a call that is cut off at each point in turn, until one lies behind the end of its transaction.</summary>
    public async Task CutOffEverywhereAsync(Operation operation, bool kills)
    {
        for (var point = 0; await StepAsync(operation, point, kills); point++)
        {
        }
    }

    /// <inheritdoc/>
    public ValueTask DisposeAsync() => _database.DisposeAsync();

    private Operation Draw()
    {
        var operation = _draw(_random, new Guid(_random.Next(), 1, 2, 3, 4, 5, 6, 7, 8, 9, 10).ToString());
        _made.Add(operation);
        return operation;
    }

    // Makes a call, cut off at a point if there is one, and says whether it was.
    private async Task<bool> StepAsync(Operation operation, int? point = null, bool kills = false)
    {
        if (point is not null)
        {
            _fault.Arm(point.Value, kills);
        }
        var (answer, failure) = await AttemptAsync(operation);
        _fault.Disarm();
        var struck = point is null ? null : _fault.Struck;
        var before = _state;
        _state = await _database.ReadAsync();
        Check(operation, answer, failure, struck, before);
        if (struck is not null)
        {
            _struck.Add(struck.Value);
        }
        return struck is not null;
    }

    private void Check(Operation operation, IMessage? answer, RpcException? failure, TransactionPoint? struck, RawState before)
    {
        var what = $"{operation.Title}, request {operation.RequestId}, cut off {struck}: {failure?.Status}";
        Assert.True(failure?.StatusCode is StatusCode.Internal or StatusCode.Unavailable == struck is not null, what);
        Assert.True(before.Tables["changes"].Lines().Except(_state.Tables["changes"].Lines()) is var lost && !lost.Any(), $"{what} changed the log");
        var changed = !before.Lines.SequenceEqual(_state.Lines);
        var wasCommitted = before.HasRequest(operation.RequestId);
        var mayChange = !wasCommitted && (answer is not null || struck == TransactionPoint.AfterCommit);
        Assert.True(mayChange || !changed, $"{what} changed {string.Join("; ", _state.Lines.Except(before.Lines))}");
        Assert.True(!wasCommitted || answer is not null || struck is not null, $"{what} was committed and is refused now");
        if (changed && struck == TransactionPoint.AfterCommit)
        {
            _committedUnheard++;
        }
        if (answer is not null && operation.RequestId.Length > 0)
        {
            CheckAnswer(operation, answer, what);
        }
    }

    // What is answered is what was committed, however late the caller hears of it.
    private void CheckAnswer(Operation operation, IMessage answer, string what)
    {
        Assert.True(_state.HasRequest(operation.RequestId), $"{what} was answered and not noted");
        var name = (string)answer.Descriptor.FindFieldByName("name").Accessor.GetValue(answer);
        if (_state.Log().SingleOrDefault(change => change.RequestId == operation.RequestId && change.Name == name) is { } change)
        {
            Assert.Equal(Any.Parser.ParseFrom(change.Resource).Value, answer.ToByteString());
        }
        Assert.True(_answers.TryAdd(operation.RequestId, answer) || _answers[operation.RequestId].Equals(answer), $"{what} has another answer");
    }

    private static async Task<(IMessage? Answer, RpcException? Failure)> AttemptAsync(Operation operation)
    {
        try
        {
            return (await operation.CallAsync(), null);
        }
        catch (RpcException failure)
        {
            return (null, failure);
        }
    }
}
