using System.IO.Pipelines;

namespace AllianceServices.Gateway.Forwarding;

/// <summary>
/// The body of a gRPC-Web call in text, as a stream of bytes for the proxy. The framework decodes it in the request's pipe
/// only, and this pipe has to be consumed as it comes: it fails where a stream would take a part.
/// </summary>
internal sealed class DecodedBody : IAsyncDisposable
{
    private readonly Pipe _bytes = new();
    private readonly CancellationTokenSource _end;
    private readonly Task _copying;

    private DecodedBody(HttpContext context)
    {
        _end = CancellationTokenSource.CreateLinkedTokenSource(context.RequestAborted);
        _copying = CopyAsync(context.Request.BodyReader, _end.Token);
        context.Request.Body = _bytes.Reader.AsStream();
        // It told the length of the text.
        context.Request.ContentLength = null;
    }

    /// <summary>Notes which calls are in text, before gRPC-Web is translated and they look like any other.</summary>
    public static Task MarkAsync(HttpContext context, RequestDelegate next)
    {
        context.Items[typeof(DecodedBody)] =
            context.Request.ContentType?.StartsWith("application/grpc-web-text", StringComparison.OrdinalIgnoreCase);
        return next(context);
    }

    /// <summary>Puts the stream of bytes into the place of the text; null if the call is not in text.</summary>
    public static DecodedBody? Of(HttpContext context) => context.Items[typeof(DecodedBody)] is true ? new(context) : null;

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await _end.CancelAsync();
        await _bytes.Reader.CompleteAsync();
        await _copying;
        _end.Dispose();
    }

    private async Task CopyAsync(PipeReader text, CancellationToken cancellationToken)
    {
        try
        {
            await text.CopyToAsync(_bytes.Writer, cancellationToken);
            await _bytes.Writer.CompleteAsync();
        }
        catch (Exception exception)
        {
            // The proxy reads it as the failure of the caller's body.
            await _bytes.Writer.CompleteAsync(exception);
        }
    }
}
