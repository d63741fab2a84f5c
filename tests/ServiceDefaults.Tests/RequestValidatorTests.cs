using Alliance.Criteria.V1;
using Alliance.Readiness.V1;
using Alliance.Statements.V1;
using Alliance.Type.V1;
using AllianceServices.ServiceDefaults.Validation;
using AllianceServices.TestKit;
using Google.Protobuf;
using Google.Protobuf.WellKnownTypes;
using Microsoft.Extensions.Time.Testing;

namespace AllianceServices.ServiceDefaults.Tests;

public class RequestValidatorTests
{
    private static readonly DateTimeOffset Now = new(2024, 6, 17, 12, 0, 0, TimeSpan.Zero);
    private static readonly RequestValidator Validator = new(new FakeTimeProvider(Now));

    private static IEnumerable<string> Fields(IMessage request) => Validator.Check(request).Select(violation => violation.Field);

    private static IEnumerable<string> FieldsOf(Action<Statement> change) =>
        Fields(new CreateStatementRequest { StatementId = "a", Statement = Sample.FullStatement(change) });

    private static IEnumerable<string> FieldsOf(Action<Source> change) =>
        Fields(new CreateSourceRequest { SourceId = "a", Source = Sample.Source(change) });

    [Fact]
    public void An_optional_field_may_be_absent_but_not_set_to_what_has_no_form()
    {
        Assert.Empty(FieldsOf((Source source) => source.ClearUrl()));
        Assert.Equal(["source.url"], FieldsOf((Source source) => source.Url = ""));
        Assert.Empty(FieldsOf((Source source) => source.Title = ""));
    }

    [Theory]
    [InlineData("two\nlines and a\ttab")]
    [InlineData("Володимир Зеленський 🇺🇦")]
    [InlineData("right-to-left \u202e mark")]
    public void Text_in_any_script_and_on_several_lines_is_good(string text) =>
        Assert.Empty(FieldsOf((Statement statement) => statement.Summary = text));

    [Theory]
    [InlineData("bell\a")]
    [InlineData("zero\0")]
    [InlineData("carriage\r\nreturn")]
    [InlineData("escape\u001b[31m")]
    [InlineData("c1\u0085")]
    public void Control_characters_are_not(string text) =>
        Assert.Equal(["statement.summary"], FieldsOf((Statement statement) => statement.Summary = text));

    [Fact]
    public void A_text_may_be_as_long_as_the_contract_says_and_not_longer()
    {
        Assert.Empty(FieldsOf((Statement statement) => statement.Speaker = new string('x', 300)));
        Assert.Equal(["statement.speaker"], FieldsOf((Statement statement) => statement.Speaker = new string('x', 301)));
    }

    [Fact]
    public void Violations_in_lists_and_nested_messages_are_found_by_their_path()
    {
        var fields = FieldsOf((Statement statement) =>
        {
            statement.Positions.Add(statement.Positions[0].Clone());
            statement.Positions[1].Parties.Add("usa");
            statement.Claims[0].Excluding.Add("");
            statement.Topics.Add("No Term");
        });

        Assert.Equal(["statement.topics[1]", "statement.positions[1].parties[1]", "statement.claims[0].excluding[1]"], fields);
    }

    [Fact]
    public void A_list_that_is_too_long_is_one_violation()
    {
        Assert.Empty(FieldsOf((Statement statement) => statement.Countries.Add(Enumerable.Repeat("DE", 99))));
        Assert.Equal(
            ["statement.countries"], FieldsOf((Statement statement) => statement.Countries.Add(Enumerable.Repeat("no country", 100))));
    }

    [Fact]
    public void An_enum_must_have_a_value_that_the_contract_knows()
    {
        Assert.Equal(["statement.stance"], FieldsOf((Statement statement) => statement.Stance = (Stance)99));
        Assert.Equal(["statement.stance"], FieldsOf((Statement statement) => statement.Stance = Stance.Unspecified));
        Assert.Equal(
            ["statement.positions[0].level"], FieldsOf((Statement statement) => statement.Positions[0].Level = (AuthorityLevel)(-1)));
    }

    [Theory]
    [InlineData(0, 0, true)]
    [InlineData(1, 0, false)]
    [InlineData(-100_000, 0, true)]
    [InlineData(0, -1, false)]
    [InlineData(-1, 1_000_000_000, false)]
    [InlineData(999_999_999_999, 0, false)]
    [InlineData(long.MinValue, 0, false)]
    public void An_instant_must_exist_and_not_lie_in_the_future(long seconds, int nanos, bool isGood)
    {
        var offset = seconds is long.MinValue or > 1_000_000 ? 0 : Now.ToUnixTimeSeconds();
        var time = new Timestamp { Seconds = seconds + offset, Nanos = nanos };

        var fields = Fields(new GetReadinessRequest { Name = "tracks/nato-ukraine/readiness", KnownAt = time });

        Assert.Equal(isGood ? [] : ["known_at"], fields);
    }

    [Theory]
    [InlineData("2024-06-17", true)]
    [InlineData("1900-01-01", true)]
    [InlineData("2024-06-18", false)]
    [InlineData("1899-12-31", false)]
    [InlineData("2023-02-29", false)]
    [InlineData("2024-6-17", false)]
    [InlineData("2024-06-17T00:00:00Z", false)]
    [InlineData("٢٠٢٤-٠٦-١٧", false)]
    public void A_date_must_exist_and_be_written_in_full(string date, bool isGood) =>
        Assert.Equal(isGood ? [] : ["statement.date"], FieldsOf((Statement statement) => statement.Date = date));

    [Theory]
    [InlineData("https://example.org/a?b=c#d", true)]
    [InlineData("http://xn--e1afmkfd.example", true)]
    [InlineData("ftp://example.org", false)]
    [InlineData("javascript:alert(1)", false)]
    [InlineData("/relative", false)]
    [InlineData("example.org", false)]
    public void A_link_is_an_absolute_web_address(string url, bool isGood) =>
        Assert.Equal(isGood ? [] : ["source.url"], FieldsOf((Source source) => source.Url = url));

    [Theory]
    [InlineData("a", true)]
    [InlineData("kirby-2024-06-17", true)]
    [InlineData("-a", false)]
    [InlineData("a-", false)]
    [InlineData("a_b", false)]
    [InlineData("A", false)]
    [InlineData("a/b", false)]
    [InlineData("a\n", false)]
    public void An_id_makes_a_name(string id, bool isGood) =>
        Assert.Equal(isGood ? [] : ["source_id"], Fields(new CreateSourceRequest { SourceId = id, Source = Sample.Source() }));

    [Fact]
    public void An_id_has_at_most_eighty_characters()
    {
        Assert.Empty(Fields(new CreateSourceRequest { SourceId = new string('a', 80), Source = Sample.Source() }));
        Assert.Equal(["source_id"], Fields(new CreateSourceRequest { SourceId = new string('a', 81), Source = Sample.Source() }));
    }

    [Theory]
    [InlineData("tracks/nato-ukraine", true)]
    [InlineData("tracks/nato-ukraine/criteria/a", false)]
    [InlineData("organizations/nato", false)]
    public void A_parent_must_be_of_the_kind_that_has_such_children(string parent, bool isGood) =>
        Assert.Equal(isGood ? [] : ["parent"], Fields(new ListCriteriaRequest { Parent = parent }));

    [Fact]
    public void What_only_the_server_sets_is_not_looked_at() => Assert.Empty(FieldsOf((Statement statement) =>
    {
        statement.Name = "whatever";
        statement.State = (Statement.Types.State)99;
        statement.CreateTime = new Timestamp { Nanos = -1 };
    }));
}
