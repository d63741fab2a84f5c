using System.Collections.Immutable;
using Alliance.Readiness.V1;
using Alliance.Type.V1;
using AllianceServices.Gateway;
using AllianceServices.Gateway.Domain;
using AllianceServices.Gateway.ReadModels;
using AllianceServices.Local;
using AllianceServices.ServiceDefaults;
using Grpc.Core;
using Grpc.Net.Client;
using static Alliance.Readiness.V1.ReadinessService;
using AgreementsClient = Alliance.Agreements.V1.AgreementsService.AgreementsServiceClient;
using CriteriaClient = Alliance.Criteria.V1.CriteriaService.CriteriaServiceClient;
using Readiness = Alliance.Readiness.V1.Readiness;
using StatementsClient = Alliance.Statements.V1.StatementsService.StatementsServiceClient;

namespace AllianceServices.Benchmarks.Views;

/// <summary>
/// A gateway as most are: it asks the three registers for everything at each request, all at once, and composes the answer
/// by the same method. The contract lists assessments by criterion, so that there is a call for each. The registers list
/// what they know now, so that known_at has no effect.
/// </summary>
internal sealed class PlainGateway(LocalSystem system, TimeProvider clock) : ReadinessServiceBase
{
    private const int PageSize = 1000;

    private readonly CriteriaClient _criteria = new(Connect(system.Criteria));
    private readonly StatementsClient _statements = new(Connect(system.Statements));
    private readonly AgreementsClient _agreements = new(Connect(system.Agreements));

    /// <inheritdoc/>
    public override async Task<Readiness> GetReadiness(GetReadinessRequest request, ServerCallContext context)
    {
        var asOf = request.AsOf.Length > 0 ? IsoDate.Parse(request.AsOf) : IsoDate.DayOf(clock.GetUtcNow());
        var facts = await ReadAsync(request.Name[..request.Name.LastIndexOf('/')], context.CancellationToken);
        var view = ReadinessMethodV1.Compose(facts, asOf).ToMessage();
        view.AsOf = IsoDate.Format(asOf);
        return view;
    }

    private async Task<TrackFacts> ReadAsync(string track, CancellationToken ct)
    {
        var statements = PagesAsync(
            token => _statements.ListStatementsAsync(new() { PageSize = PageSize, PageToken = token }, cancellationToken: ct),
            page => page.Statements, page => page.NextPageToken);
        var sources = PagesAsync(
            token => _statements.ListSourcesAsync(new() { PageSize = PageSize, PageToken = token }, cancellationToken: ct),
            page => page.Sources, page => page.NextPageToken);
        var agreements = PagesAsync(
            token => _agreements.ListAgreementsAsync(new() { PageSize = PageSize, PageToken = token }, cancellationToken: ct),
            page => page.Agreements, page => page.NextPageToken);
        var positions = PagesAsync(
            token => _criteria.ListPositionsAsync(new() { Parent = track, PageSize = PageSize, PageToken = token }, cancellationToken: ct),
            page => page.Positions, page => page.NextPageToken);
        var criteria = await PagesAsync(
            token => _criteria.ListCriteriaAsync(new() { Parent = track, PageSize = PageSize, PageToken = token }, cancellationToken: ct),
            page => page.Criteria, page => page.NextPageToken);
        var assessments = Task.WhenAll(criteria.Select(criterion => PagesAsync(
            token => _criteria.ListAssessmentsAsync(new() { Parent = criterion.Name, PageSize = PageSize, PageToken = token }, cancellationToken: ct),
            page => page.Assessments, page => page.NextPageToken)));
        var path = await _criteria.GetTrackAsync(new() { Name = track }, cancellationToken: ct);
        var organization = await _criteria.GetOrganizationAsync(new() { Name = path.Organization }, cancellationToken: ct);
        var judged = (await assessments).SelectMany(list => list).Select(assessment => assessment.ToFacts(ChangeOf(assessment))).ToList();
        var ofCandidate = (await agreements).ConvertAll(agreement => agreement.ToFacts(ChangeOf(agreement), null));
        return new TrackFacts
        {
            Track = track,
            Candidate = path.Candidate,
            Organization = path.Organization,
            Memberships = organization.ToFacts().Memberships,
            Criteria = criteria.ConvertAll(criterion => criterion.ToFacts()),
            Assessments = judged,
            Positions = (await positions).ConvertAll(position => position.ToFacts(null)),
            Agreements = ofCandidate,
            Records = IndexOf(
                (await statements).ConvertAll(statement => statement.ToFacts(ChangeOf(statement), null)), ofCandidate,
                (await sources).ConvertAll(source => source.ToFacts()), judged),
        };
    }

    // A register lists what a resource is now, and not by which change.
    private static Change ChangeOf(IResource resource) => new() { RecordTime = resource.UpdateTime };

    private static RecordIndex IndexOf(
        List<Statement> statements, List<Agreement> agreements, List<Source> sources, List<Assessment> assessments)
    {
        var statementOf = statements.ToDictionary(statement => statement.Name);
        var agreementOf = agreements.ToDictionary(agreement => agreement.Name);
        var assessmentOf = assessments.ToDictionary(assessment => assessment.Name);
        var sourceOf = sources.ToDictionary(source => source.Name);
        return new RecordIndex
        {
            Statement = statementOf.GetValueOrDefault,
            Agreement = agreementOf.GetValueOrDefault,
            Source = sourceOf.GetValueOrDefault,
            Assessment = assessmentOf.GetValueOrDefault,
            StatementsOn = criterion => statements.Where(statement => statement.Published && statement.Criteria.Contains(criterion))
                .Select(DatedName.Of).ToImmutableSortedSet(DatedName.NewestFirst),
            AgreementsOn = criterion => agreements.FindAll(agreement => agreement.Criteria.Contains(criterion)),
        };
    }

    private static GrpcChannel Connect(LocalService register) => GrpcChannel.ForAddress(register.Addresses.Grpc, new GrpcChannelOptions
    {
        // Pages of 1000 records exceed gRPC's default of 4 MB.
        MaxReceiveMessageSize = null,
        HttpHandler = new SocketsHttpHandler { EnableMultipleHttp2Connections = true },
    });

    private static async Task<List<TItem>> PagesAsync<TPage, TItem>(
        Func<string, AsyncUnaryCall<TPage>> list, Func<TPage, IEnumerable<TItem>> items, Func<TPage, string> next)
    {
        var all = new List<TItem>();
        var token = "";
        do
        {
            var page = await list(token);
            all.AddRange(items(page));
            token = next(page);
        }
        while (token.Length > 0);
        return all;
    }
}
