using Alliance.Errors.V1;
using Alliance.Type.V1;
using AllianceServices.ServiceDefaults.Errors;
using Google.Protobuf;
using Grpc.Core;

namespace AllianceServices.Local;

/// <summary>Sends a file of JSON Lines to an import: one proto3 JSON import request per line, without its line number.</summary>
public static class JsonLines
{
    /// <summary>Sends the rows and returns the register's report, together with the lines that could not be read.</summary>
    public static async Task<ImportResponse> SendAsync<TRow>(
        string path, MessageParser<TRow> parser, Action<TRow, long> setLine, AsyncClientStreamingCall<TRow, ImportResponse> import)
        where TRow : IMessage<TRow>
    {
        using var call = import;
        var unreadable = new List<ImportError>();
        var line = 0L;
        await foreach (var text in File.ReadLinesAsync(path))
        {
            line++;
            if (string.IsNullOrWhiteSpace(text))
            {
                continue;
            }
            try
            {
                var row = parser.ParseJson(text);
                setLine(row, line);
                await call.RequestStream.WriteAsync(row);
            }
            catch (Exception exception) when (exception is InvalidProtocolBufferException or InvalidJsonException)
            {
                unreadable.Add(new ImportError
                {
                    Line = line,
                    Field = "row",
                    Description = $"is not an import row in JSON: {exception.Message}",
                    Reason = RpcErrors.Name(ErrorReason.FieldInvalid),
                });
            }
        }
        await call.RequestStream.CompleteAsync();
        var report = await call.ResponseAsync;
        report.Refused += unreadable.Count;
        report.Errors.AddRange(unreadable);
        return report;
    }
}
