using System.Text.Json.Nodes;
using AllianceServices.TestKit.Oracle;
using Google.Protobuf;
using Google.Protobuf.Reflection;
using Agreements = Alliance.Agreements.V1;
using Criteria = Alliance.Criteria.V1;
using Statements = Alliance.Statements.V1;

namespace AllianceServices.ReferenceData.Tests;

/// <summary>Every line is a row of its register's import.</summary>
public class FormatTests
{
    private static readonly Dictionary<string, MessageDescriptor> Requests = new()
    {
        ["statements.jsonl"] = Statements.ImportRequest.Descriptor,
        ["agreements.jsonl"] = Agreements.ImportRequest.Descriptor,
        ["criteria.jsonl"] = Criteria.ImportRequest.Descriptor,
    };

    // Unknown fields are refused unless a parser is told otherwise; said here because the test rests on it.
    private static readonly JsonParser Parser = new(JsonParser.Settings.Default.WithIgnoreUnknownFields(false));

    public static TheoryData<string> Files => [.. ReferenceRows.ShippedFiles];

    [Theory, MemberData(nameof(Files))]
    public void A_line_says_what_protobuf_reads_and_writes(string file)
    {
        foreach (var line in Shipped.Lines(file))
        {
            var message = Parser.Parse(line, Requests[file]);
            var written = JsonNode.Parse(JsonFormatter.Default.Format(message));
            Assert.True(JsonNode.DeepEquals(JsonNode.Parse(line), written), line);
        }
    }

    [Theory, MemberData(nameof(Files))]
    public void A_row_sets_neither_the_line_nor_what_the_server_sets(string file)
    {
        string[] setByServer = ["state", "revision", "createTime", "updateTime", "etag"];
        foreach (var line in Shipped.Lines(file))
        {
            var request = JsonNode.Parse(line)!.AsObject();
            var row = Assert.Single(request).Value!.AsObject();
            Assert.DoesNotContain(row, field => setByServer.Contains(field.Key));
        }
    }

    [Theory, MemberData(nameof(Files))]
    public void A_file_is_unescaped_utf8_with_unix_line_ends(string file)
    {
        var bytes = File.ReadAllBytes(Shipped.PathOf(file));
        var text = new System.Text.UTF8Encoding(false, throwOnInvalidBytes: true).GetString(bytes);
        Assert.StartsWith("{", text, StringComparison.Ordinal);
        Assert.EndsWith("}\n", text, StringComparison.Ordinal);
        Assert.DoesNotContain('\r', text);
        Assert.DoesNotContain("\\u", text, StringComparison.Ordinal);
    }
}
