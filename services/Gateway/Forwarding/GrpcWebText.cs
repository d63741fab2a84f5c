using System.IO.Pipelines;

namespace AllianceServices.Gateway.Forwarding;

/// <summary>
/// A gRPC-Web call in text, made streams of bytes for the proxy. The framework translates it in the pipes of the request and
/// the response, in the way in which its own methods use these: what was read has to be consumed whole, and what is written
/// has to be announced. The streams that it makes of these pipes do neither, and fail.
/// </summary>
internal sealed class GrpcWebText : IAsyncDisposable
{
    private readonly Pipe _bytes = new();
    private readonly CancellationTokenSource _end;
    private readonly Task _copying;

    private GrpcWebText(HttpContext context)
    {
        _end = CancellationTokenSource.CreateLinkedTokenSource(context.RequestAborted);
        _copying = CopyAsync(context.Request.BodyReader, _end.Token);
        context.Request.Body = _bytes.Reader.AsStream();
        // It told the length of the text.
        context.Request.ContentLength = null;
        context.Response.Body = new EncodedBody(context.Response.BodyWriter);
    }

    /// <summary>Notes which calls are in text, before gRPC-Web is translated and they look like any other.</summary>
    public static Task MarkAsync(HttpContext context, RequestDelegate next)
    {
        context.Items[typeof(GrpcWebText)] =
            context.Request.ContentType?.StartsWith("application/grpc-web-text", StringComparison.OrdinalIgnoreCase);
        return next(context);
    }

    /// <summary>Puts streams of bytes into the place of the text; null if the call is not in text.</summary>
    public static GrpcWebText? Of(HttpContext context) => context.Items[typeof(GrpcWebText)] is true ? new(context) : null;

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
