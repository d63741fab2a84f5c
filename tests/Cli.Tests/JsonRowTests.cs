using System.Text;
using Alliance.Statements.V1;

namespace AllianceServices.Cli.Tests;

/// <summary>JSON Lines, the good and the bad.</summary>
public class JsonRowTests
{
    private const string Good = """{"source":{"name":"sources/good","publishedOn":"2024-06-18"}}""";

    [Fact]
    public async Task A_line_is_a_row_and_blank_lines_are_none()
    {
        var rows = await Files.ReadJsonAsync($"\n{Good}\r\n  \t\n{{\"statement\":{{\"name\":\"statements/a\",\"speaker_role\":null}}}}");

        Assert.Equal(
            [
                new ImportRequest { Line = 2, Source = new Source { Name = "sources/good", PublishedOn = "2024-06-18" } },
                new ImportRequest { Line = 4, Statement = new Statement { Name = "statements/a" } },
            ],
            rows.Select(row => row.Statement()));
        Assert.Equal([(2, 3), (4, 5)], rows.Select(row => (row.Line, row.NextLine)));
    }

    [Theory]
    [InlineData("""{"source":{"name":"sources/x",""", "row", "is not JSON at its byte 30: Expected start of a property name or value, but instead reached end of data.")]
    [InlineData("not JSON", "row", "is not JSON at its byte 2: 'not JSON' is an invalid JSON literal. Expected the literal 'null'.")]
    [InlineData("[]", "row", "must be a JSON object")]
    [InlineData("""{"agreement":{"name":"agreements/a"}}""", "agreement", "is not a field of ImportRequest")]
    [InlineData("""{"source":{"colour":"blue"}}""", "source.colour", "is not a field of Source")]
    [InlineData("""{"source":{"name":"sources/x","name":"sources/y"}}""", "source.name", "must be given once")]
    [InlineData("""{"source":{"published_on":"2024-01-01","publishedOn":"2024-01-02"}}""", "source.published_on", "must be given once")]
    [InlineData("""{"source":{"title":5}}""", "source.title", "must be a string")]
    [InlineData("""{"source":{"basis":"BASIS_GUESSED"}}""", "source.basis", "must be one of BASIS_TEXT_SEEN, BASIS_RECALLED")]
    [InlineData("""{"statement":{"claims":[{"low":1},{"low":1.5}]}}""", "statement.claims[1].low", "must be a whole number")]
    [InlineData("""{"statement":{"topics":"a"}}""", "statement.topics", "must be a list")]
    [InlineData("""{"line":7,"source":{"name":"sources/x"}}""", "line", "is not part of a row: a row's line is that of the file")]
    [InlineData("""{"source":{"title":"\ud83d"}}""", "row", "must not hold half of a surrogate pair")]
    [InlineData("""{"source":{},"statement":{}}""", "row", "is no row of an import: Multiple values specified for oneof row")]
    public async Task A_row_that_is_none_is_named_and_the_others_go_through(string line, string field, string description)
    {
        var rows = await Files.ReadJsonAsync($"{Good}\n{line}\n{Good}\n");

        Assert.Equal((2, field, description), rows[1].Fault());
        Assert.Equal([1, 3], new[] { rows[0], rows[2] }.Select(row => row.Statement().Line));
    }

    [Fact]
    public async Task Broken_UTF_8_is_named_and_never_replaced()
    {
        byte[] json = [.. """{"source":{"title":" """u8, 0xE2, 0x82, .. "\"}}\n"u8, .. Encoding.UTF8.GetBytes(Good)];

        var rows = await Files.ReadAsync(json, Kind.Statements, FileFormat.Jsonl);

        Assert.Equal((1, "row", "is not text in UTF-8"), rows[0].Fault());
        Assert.Equal("sources/good", rows[1].Statement().Source.Name);
    }

    [Fact]
    public async Task Only_the_first_faults_of_a_row_are_told()
    {
        var odd = string.Join(',', Enumerable.Range(0, 50).Select(i => $"\"odd{i}\":1"));

        var row = Assert.Single(await Files.ReadJsonAsync($"{{\"source\":{{{odd}}}}}"));

        Assert.Equal(Enumerable.Range(0, 20).Select(i => $"source.odd{i}"), row.Errors.Select(error => error.Field));
    }

    [Theory]
    [InlineData(0, true)]
    [InlineData(1, false)]
    public async Task A_line_may_have_4_MiB(int more, bool isGood)
    {
        // Spaces count as part of the line and not of the message.
        var line = Good.PadRight((4 * 1024 * 1024) + more);

        var rows = await Files.ReadJsonAsync($"{line}\n{Good}\n");

        Assert.Equal(isGood, rows[0].Message is not null);
        Assert.Equal(isGood ? [] : [(1, "row", "must not be larger than 4194304 bytes")],
            rows[0].Errors.Select(error => (error.Line, error.Field, error.Description)));
        Assert.Equal(2, rows[1].Statement().Line);
    }

    [Fact]
    public async Task Of_a_line_without_end_no_more_is_held_than_a_row_may_have()
    {
        const long Length = 256 * 1024 * 1024;
        var splitter = new Rows.RowSplitter(new Endless(Length), "endless");
        var before = GC.GetAllocatedBytesForCurrentThread();

        var row = await splitter.NextAsync(new Rows.LineEnd(), TestContext.Current.CancellationToken);

        Assert.True(row!.Value.IsTooLong);
        Assert.Equal(Length, splitter.Offset);
        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, 64 * 1024 * 1024);
    }

    // Zeroes would be taken for UTF-16.
    private sealed class Endless(long length) : Stream
    {
        private long _left = length;

        public override bool CanRead => true;

        public override bool CanSeek => false;

        public override bool CanWrite => false;

        public override long Length => throw new NotSupportedException();

        public override long Position { get => throw new NotSupportedException(); set => throw new NotSupportedException(); }

        public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
        {
            var read = (int)Math.Min(buffer.Length, _left);
            buffer.Span[..read].Fill((byte)'x');
            _left -= read;
            return ValueTask.FromResult(read);
        }

        public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException();

        public override void Flush() => throw new NotSupportedException();

        public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

        public override void SetLength(long value) => throw new NotSupportedException();

        public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();
    }
}
