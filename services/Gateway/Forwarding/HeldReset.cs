using Microsoft.AspNetCore.Http.Features;

namespace AllianceServices.Gateway.Forwarding;

/// <summary>
/// Holds back the reset with which the proxy ends a response that its source broke off. A reset reaches gRPC clients as
/// CANCELLED without a reason; held back, the response can end with a status.
/// </summary>
internal sealed class HeldReset : IHttpResetFeature
{
    private const int Cancel = 8;

    private readonly IHttpResetFeature? _real;

    private HeldReset(IHttpResetFeature? real) => _real = real;

    /// <summary>Whether the proxy wanted to reset the response.</summary>
    public bool IsHeld { get; private set; }

    /// <summary>Holds back resets of a call.</summary>
    public static HeldReset On(HttpContext context)
    {
        var reset = new HeldReset(context.Features.Get<IHttpResetFeature>());
        context.Features.Set<IHttpResetFeature>(reset);
        return reset;
    }

    /// <inheritdoc/>
    public void Reset(int errorCode) => IsHeld = true;

    /// <summary>Resets the response after all, if the proxy wanted to.</summary>
    public void Release()
    {
        if (IsHeld)
        {
            _real?.Reset(Cancel);
        }
    }
}
