using AllianceServices.Cli.Rows;
using AllianceServices.TestKit;

namespace AllianceServices.Cli.Tests;

public class DocumentationTests
{
    [Theory]
    [InlineData("statements")]
    [InlineData("sources")]
    [InlineData("agreements")]
    public async Task The_columns_are_documented(string name)
    {
        var documentation = await File.ReadAllLinesAsync(
            RepositoryRoot.Combine("services/Cli/README.md"), TestContext.Current.CancellationToken);

        var columns = CsvColumn.Of(Kind.All.Single(kind => kind.Name == name).Resource).Select(column => column.Name);

        Assert.Contains($"{name}: {string.Join(',', columns)}", documentation);
    }
}
