using System.ComponentModel.DataAnnotations;

namespace AllianceServices.ServiceDefaults.Hosting;

/// <summary>Where a service listens. Top level of the configuration; port 0 takes a free one.</summary>
public sealed class ListenerOptions
{
    /// <summary>The address for JSON and gRPC. The callback port is on 127.0.0.1 whatever this says.</summary>
    [Required]
    public string ListenAddress { get; set; } = "127.0.0.1";

    /// <summary>JSON and health, HTTP/1.1.</summary>
    [Range(0, 65535)]
    public int HttpPort { get; set; }

    /// <summary>gRPC, HTTP/2 without TLS.</summary>
    [Range(0, 65535)]
    public int GrpcPort { get; set; }

    /// <summary>The sidecar's callbacks, HTTP/2 without TLS.</summary>
    [Range(0, 65535)]
    public int CallbackPort { get; set; }
}

/// <summary>The addresses at which a started service really listens.</summary>
/// <param name="Http">Base address for JSON, `http://127.0.0.1:8080`.</param>
/// <param name="Grpc">Address for gRPC channels.</param>
/// <param name="Callback">Address for the sidecar.</param>
public sealed record ServiceAddresses(Uri Http, Uri Grpc, Uri Callback);

/// <summary>The listeners of a service, in the order in which Kestrel is told of them.</summary>
internal enum Listener
{
    Http,
    Grpc,
    Callback,
}
