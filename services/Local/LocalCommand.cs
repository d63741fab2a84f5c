using System.CommandLine;
using System.Globalization;
using AllianceServices.ServiceDefaults;
using AllianceServices.ServiceDefaults.Hosting;

namespace AllianceServices.Local;

/// <summary>The command line of Local.</summary>
public static class LocalCommand
{
    private static readonly Option<string> Data = new("--data")
    {
        Description = "Folder for the registers' files. Made if it does not exist.",
        DefaultValueFactory = _ => "data",
    };

    private static readonly Option<string?> AsOf = new("--as-of")
    {
        Description = "Print the views for this day, such as 2024-06-17, instead of today.",
    };

    private static readonly Option<bool> Once = new("--once")
    {
        Description = "Stop after the views are printed.",
    };

    private static readonly Option<bool> AnyPort = new("--any-port")
    {
        Description = "Take free ports where no port is given.",
    };

    /// <summary>Puts the command together.</summary>
    public static RootCommand Create()
    {
        var ports = ServiceInfo.All.SelectMany(PortOptions).ToList();
        var command = new RootCommand("Starts the whole system in one process, with the reference data set.") { Data, AsOf, Once, AnyPort };
        foreach (var port in ports)
        {
            command.Options.Add(port.Option);
        }
        AsOf.Validators.Add(result =>
        {
            if (!DateOnly.TryParseExact(result.GetValueOrDefault<string>(), "O", out var day)
                || day > IsoDate.DayOf(TimeProvider.System.GetUtcNow()))
            {
                result.AddError("--as-of must be a date such as 2024-06-17 that does not lie in the future (UTC).");
            }
        });
        command.SetAction((result, cancellationToken) => LocalRun.RunAsync(
            new LocalSettings
            {
                DataFolder = result.GetRequiredValue(Data),
                Ports = ports.ToDictionary(
                    port => port.Key,
                    port => result.GetResult(port.Option) is { Implicit: false } || !result.GetValue(AnyPort) ? result.GetValue(port.Option) : 0),
            },
            result.GetValue(AsOf), result.GetValue(Once), cancellationToken));
        return command;
    }

    private static IEnumerable<((ServiceInfo, string) Key, Option<int> Option)> PortOptions(ServiceInfo service)
    {
        yield return ((service, "HttpPort"), PortOption($"--{service.Name}-http-port", $"JSON of {service.Name}.", service.HttpPort));
        yield return ((service, "GrpcPort"), PortOption($"--{service.Name}-grpc-port", $"gRPC of {service.Name}.", service.GrpcPort));
    }

    private static Option<int> PortOption(string name, string description, int port)
    {
        return new Option<int>(name)
        {
            Description = description,
            DefaultValueFactory = _ => port,
            CustomParser = result =>
            {
                if (int.TryParse(result.Tokens[^1].Value, NumberStyles.None, CultureInfo.InvariantCulture, out var value) && value <= 65535)
                {
                    return value;
                }
                result.AddError($"{name} must be a port between 0 and 65535.");
                return 0;
            },
        };
    }
}
