using System.Buffers;

namespace AllianceServices.Cli.Rows;

/// <summary>A row as it stands in the file. The bytes are good until the next row is read.</summary>
/// <param name="Line">The line on which it begins, from 1.</param>
/// <param name="Bytes">Its bytes without the line feed at its end.</param>
/// <param name="IsTooLong">Whether it is longer than a row may be; the bytes are its beginning.</param>
internal readonly record struct RawRow(long Line, ReadOnlyMemory<byte> Bytes, bool IsTooLong);

/// <summary>
/// Takes a file apart into rows. It holds one row at a time, and of a row that is longer than a message may be only the
/// beginning, so that its memory is bounded whatever the file holds.
/// </summary>
internal sealed class RowSplitter(Stream stream, string name)
{
    /// <summary>The longest row, which is also the largest message that gRPC takes.</summary>
    public const int MostBytes = 4 * 1024 * 1024;

    private static readonly byte[] Utf8Mark = [0xEF, 0xBB, 0xBF];

    private readonly byte[] _chunk = new byte[64 * 1024];
    private readonly ArrayBufferWriter<byte> _row = new();
    private bool _hasBegun;
    private int _filled;
    private int _at;
    private long _length;

    /// <summary>The line on which the next row begins.</summary>
    public long Line { get; private set; } = 1;

    /// <summary>How many bytes of the file have been read.</summary>
    public long Offset { get; private set; }

    /// <summary>The next row, or none at the end of the file.</summary>
    public async ValueTask<RawRow?> NextAsync(IRowEnd end, CancellationToken cancellationToken)
    {
        _row.ResetWrittenCount();
        _length = 0;
        var line = Line;
        var hasEnded = false;
        while (!hasEnded && await FillAsync(cancellationToken))
        {
            var rest = _chunk.AsSpan(_at, _filled - _at);
            var length = end.Find(rest);
            hasEnded = length > 0;
            Take(hasEnded ? rest[..length] : rest);
        }
        if (_length == 0)
        {
            return null;
        }
        // The last line of a file may lack its line feed.
        Line += hasEnded ? 0 : 1;
        var isTooLong = _length - (hasEnded ? 1 : 0) > MostBytes;
        var bytes = _row.WrittenMemory;
        return new(line, hasEnded && !isTooLong ? bytes[..^1] : bytes, isTooLong);
    }

    private void Take(ReadOnlySpan<byte> bytes)
    {
        _at += bytes.Length;
        Offset += bytes.Length;
        _length += bytes.Length;
        Line += bytes.Count((byte)'\n');
        // One more than a row may have tells that there is more.
        _row.Write(bytes[..Math.Min(bytes.Length, MostBytes + 1 - _row.WrittenCount)]);
    }

    private async ValueTask<bool> FillAsync(CancellationToken cancellationToken)
    {
        if (_at < _filled)
        {
            return true;
        }
        if (!_hasBegun)
        {
            return await BeginAsync(cancellationToken);
        }
        (_at, _filled) = (0, await stream.ReadAsync(_chunk, cancellationToken));
        return _filled > 0;
    }

    private async ValueTask<bool> BeginAsync(CancellationToken cancellationToken)
    {
        _hasBegun = true;
        _filled = await stream.ReadAtLeastAsync(_chunk, Utf8Mark.Length, throwOnEndOfStream: false, cancellationToken);
        // Text in UTF-16 has a mark of its own or, if it begins with a Latin letter, a zero among the first two bytes.
        if (_chunk.AsSpan(0, Math.Min(2, _filled)) is [0xFF, 0xFE] or [0xFE, 0xFF] or [0, _] or [_, 0])
        {
            throw new StopException($"{name} is text in UTF-16. Save it as UTF-8; in Excel, as \"CSV UTF-8\".");
        }
        _at = _chunk.AsSpan(0, _filled).StartsWith(Utf8Mark) ? Utf8Mark.Length : 0;
        Offset = _at;
        return _at < _filled || (_at > 0 && await FillAsync(cancellationToken));
    }
}
