using System.Text.RegularExpressions;
using AllianceServices.TestKit;

namespace AllianceServices.Repo.Tests;

public partial class StructureTests
{
    private const int LongestFile = 220;

    [Fact]
    public void Every_method_has_a_file_of_its_own()
    {
        var files = Source.Files("services", ".cs").Select(Path.GetFileName).ToHashSet();

        var missing = Contract.Methods.Select(method => $"{method.Service.Name}.{method.Name}.cs").Where(file => !files.Contains(file));

        Assert.Empty(missing);
    }

    [Fact]
    public void The_domain_knows_neither_transport_nor_storage()
    {
        var domain = Source.Files("services", ".cs").Where(file => file.Contains("/Domain/", StringComparison.Ordinal)).ToList();
        Assert.NotEmpty(domain);

        var outward = domain.Where(file => OutwardUsing().IsMatch(Source.Read(file)));

        Assert.Empty(outward);
    }

    [Fact]
    public void Services_do_not_refer_to_one_another()
    {
        string[] services = ["Statements", "Agreements", "MembershipCriteria", "Gateway"];

        var references = services.SelectMany(service => services
            .Where(other => other != service)
            .Where(other => Source.Read($"services/{service}/{service}.csproj").Contains($"/{other}.csproj", StringComparison.Ordinal)));

        Assert.Empty(references);
    }

    [Fact]
    public void Files_stay_short()
    {
        var files = Source.Files("services", ".cs").Concat(Source.Files("tests", ".cs")).ToList();
        Assert.NotEmpty(files);

        var longer = files.Where(file => File.ReadLines(RepositoryRoot.Combine(file)).Count() > LongestFile);

        Assert.Empty(longer);
    }

    [Fact]
    public void Tests_wait_for_conditions_and_never_for_a_fixed_time()
    {
        var sleeping = Source.Files("tests", ".cs")
            .Where(file => !file.EndsWith(nameof(StructureTests) + ".cs", StringComparison.Ordinal))
            .Where(file => Sleep().IsMatch(Source.Read(file)));

        Assert.Empty(sleeping);
    }

    [GeneratedRegex(@"using (static )?(\w+ = )?(Grpc|Google|Alliance\.|Microsoft\.EntityFrameworkCore|Microsoft\.AspNetCore|Dapr)")]
    private static partial Regex OutwardUsing();

    [GeneratedRegex(@"Thread\.Sleep|Task\.Delay\((?!Timeout\.Infinite)")]
    private static partial Regex Sleep();
}
