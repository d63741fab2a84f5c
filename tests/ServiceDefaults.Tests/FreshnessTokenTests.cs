using Alliance.Errors.V1;
using AllianceServices.ServiceDefaults.Freshness;
using AllianceServices.TestKit;
using CsCheck;
using Grpc.Core;

namespace AllianceServices.ServiceDefaults.Tests;

public class FreshnessTokenTests
{
    private static readonly Gen<FreshnessToken> AnyToken = Gen.Select(
        OneOf("statements", "agreements", "criteria"), Gen.Long[1, long.MaxValue],
        (register, sequence) => new FreshnessToken(register, sequence));

    [Fact]
    public void What_is_written_is_read_again() => AnyToken.Sample(token =>
        FreshnessToken.TryParse(token.ToString(), out var read) && read == token);

    [Fact]
    public void What_is_read_is_written_as_it_was() => Gen.Select(
        OneOf("statements", "agreements", "criteria", "gateway", "Statements", ""),
        OneOf("/", "", "//"),
        Gen.String[Gen.Char["0123456789 -+٣"], 0, 20]).Sample((register, slash, sequence) =>
    {
        var text = register + slash + sequence;
        return !FreshnessToken.TryParse(text, out var token) || (token.ToString() == text && token.Sequence > 0);
    });

    [Theory]
    [InlineData("statements/1", "statements", 1)]
    [InlineData("agreements/12", "agreements", 12)]
    [InlineData("criteria/9223372036854775807", "criteria", long.MaxValue)]
    public void Tokens_are_read(string text, string register, long sequence)
    {
        Assert.True(FreshnessToken.TryParse(text, out var token));
        Assert.Equal((register, sequence), (token.Register, token.Sequence));
    }

    public static TheoryData<string> Malformed =>
    [
        "", "/", "statements", "statements/", "/12", "12", "statements/12/13", "statements 12", "statements//12",
        "statement/12", "Statements/12", "gateway/12", "sources/12",
        "statements/0", "statements/-1", "statements/+1", "statements/01", "statements/1.0", "statements/1e3", "statements/0x1",
        "statements/ 12", "statements/12 ", " statements/12", "statements/9223372036854775808", "statements/٣", "statements/twelve",
        "statements/12;agreements/3", "\"statements/12\"",
    ];

    [Theory]
    [MemberData(nameof(Malformed))]
    public void Anything_else_is_no_token(string text) => Assert.False(FreshnessToken.TryParse(text, out _));

    [Theory]
    [InlineData("")]
    [InlineData(",")]
    [InlineData("statements/1,")]
    [InlineData("statements/1,,statements/2")]
    [InlineData("statements/1 statements/2")]
    [InlineData("statements/1", "statements/0")]
    public async Task A_list_with_anything_else_is_refused(params string[] values)
    {
        var failure = await RpcAssert.FailsAsync(StatusCode.InvalidArgument, ErrorReason.FieldInvalid,
            () => Task.FromResult(FreshnessToken.ReadAll(values)));

        Assert.Equal(["alliance-freshness"], failure.Fields);
    }

    [Theory]
    [InlineData("statements/1, agreements/2 ,\tcriteria/3")]
    [InlineData("statements/1", "agreements/2", "criteria/3")]
    [InlineData("statements/1,agreements/2", "criteria/3")]
    public void Tokens_come_joined_or_one_by_one(params string[] values) => Assert.Equal(
        [new("statements", 1), new("agreements", 2), new("criteria", 3)], FreshnessToken.ReadAll(values));

    [Fact]
    public void The_latest_of_a_register_stands_for_all() => Assert.Equal(
        [new("criteria", 4), new("statements", 9)],
        FreshnessToken.ReadAll(["statements/2,criteria/4,statements/9,statements/3", "criteria/4"]).OrderBy(token => token.Register));

    [Fact]
    public async Task More_than_twenty_are_refused()
    {
        string[] twenty = [string.Join(',', Enumerable.Repeat("statements/1", 15)), string.Join(',', Enumerable.Repeat("criteria/1", 5))];
        Assert.Equal(2, FreshnessToken.ReadAll(twenty).Count);

        var failure = await RpcAssert.FailsAsync(StatusCode.InvalidArgument, ErrorReason.FieldInvalid,
            () => Task.FromResult(FreshnessToken.ReadAll([.. twenty, "agreements/1"])));

        Assert.Equal(["alliance-freshness"], failure.Fields);
    }

    private static Gen<string> OneOf(params string[] values) => Gen.Int[0, values.Length - 1].Select(i => values[i]);
}
