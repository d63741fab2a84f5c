using AllianceServices.Agreements;
using AllianceServices.Benchmarks.Common;
using AllianceServices.MembershipCriteria;
using AllianceServices.ServiceDefaults.Hosting;
using AllianceServices.Statements;
using Grpc.Net.Client;

namespace AllianceServices.Benchmarks.Rebuild;

/// <summary>The three registers as processes of their own. There is no sidecar: everything was published before.</summary>
internal sealed class RegisterProcesses : IAsyncDisposable
{
    private readonly List<RegisterProcess> _registers = [];

    /// <summary>The options that tell another service where the registers are.</summary>
    public IEnumerable<string> PeerOptions => _registers.Select(process => $"--Peers:{process.Register.Name}={process.Address}");

    /// <summary>Starts the registers on files in a folder and waits until they listen.</summary>
    public static async Task<RegisterProcesses> StartAsync(string folder, CancellationToken cancellationToken)
    {
        var registers = new RegisterProcesses();
        try
        {
            registers.Start(ServiceInfo.Statements, typeof(StatementsHost), folder);
            registers.Start(ServiceInfo.Agreements, typeof(AgreementsHost), folder);
            registers.Start(ServiceInfo.Criteria, typeof(CriteriaHost), folder);
            foreach (var process in registers._registers)
            {
                await process.ListenAsync(cancellationToken);
            }
            return registers;
        }
        catch
        {
            await registers.DisposeAsync();
            throw;
        }
    }

    /// <summary>A new channel to a register.</summary>
    public GrpcChannel Connect(ServiceInfo register) => _registers.Single(process => process.Register == register).Connect();

    public async ValueTask DisposeAsync()
    {
        foreach (var process in _registers)
        {
            await process.DisposeAsync();
        }
    }

    private void Start(ServiceInfo register, Type host, string folder) =>
        _registers.Add(RegisterProcess.Start(register, host, [$"--Store:Folder={folder}", .. PeerOptions]));
}
