using AllianceServices.Gateway.Domain;
using static AllianceServices.Gateway.Tests.Build;
using V1 = Alliance.Readiness.V1;

namespace AllianceServices.Gateway.Tests;

public class ReadinessMapperTests
{
    // Every kind of fact once, and no two values alike, so that a field filled from the wrong place shows.
    private static readonly TrackFacts Everything = (Facts with
    {
        Memberships = [Member("AA"), Member("BB")],
        Criteria =
        [
            Gate("g", 5) with { Title = "A gate", Kind = CriterionKind.PoliticalDecision, Assessors = ["An assessor"] },
            Detail("d", "g"),
        ],
        Assessments =
        [
            Assessed(CriterionName("g"), Status.SomeLevel, "2024-01-02") with
            {
                Assessor = "An assessor", Evidence = ["statements/s"], Sources = ["sources/x"],
            },
            Assessed(CriterionName("g"), Status.EarlyStage, "2024-01-05", "b") with { Assessor = "A critic" },
        ],
        Positions =
        [
            Position("AA", Step("2024-03-03", Stance.Sceptical) with
            {
                Since = Day("2024-03-01"), Record = "statements/s", SinceRecord = "statements/first",
                Divided = true, DividedRecord = "statements/president",
            }),
        ],

        Agreements =
        [
            Pact("p", "BB", Signed("2024-04-04")) with
            {
                Criteria = [CriterionName("g")], Sources = ["sources/x"],
                Commitments = [new Commitment("military", 7, CommitmentUnit.Currency, "EUR", "2024", AtLeast: true)],
            },
        ],
    }).Recording([Said("s", "2024-03-03")], [new Source("sources/x", "Publisher", "https://example.org/x")]);

    [Fact]
    public void Every_field_is_filled_as_documented()
    {
        var readiness = Everything.Composed() with
        {
            Score = new(Value: 0.5, Low: 0.25, High: 0.75, Coverage: 0.625)
            {
                RobustLow = 0.375,
                RobustHigh = 0.875,
                Drivers =
                [
                    new(CriterionName("x"), Share: 0.125, Effect: null, Uncertainty: 0.0625),
                    new(CriterionName("y"), Share: 0.5, Effect: -0.25, Uncertainty: 0),
                ],
            },
        };

        var message = readiness.ToMessage();

        Assert.Equal(V1.Readiness.Parser.ParseJson(ExpectedJson), message);
    }

    [Fact]
    public void What_is_absent_stays_absent()
    {
        var facts = Facts with
        {
            Memberships = [Member("AA")],
            Criteria = [Weighted("a", 1)],
            Agreements =
            [
                Pact("p", "BB", Signed("2024-04-04")) with { Commitments = [new("arms", null, CommitmentUnit.Items)] },
            ],
        };

        var message = facts.Composed().ToMessage();

        Assert.False(message.Score.HasValue);
        Assert.False(message.Score.HasRobustLow);
        Assert.False(message.Score.HasRobustHigh);
        Assert.False(message.Agreements.Commitments[0].Commitments[0].HasAmount);
        Assert.Equal(("", ""), (message.Criteria[0].Assessment, message.Criteria[0].AssessedOn));
        Assert.Equal(Alliance.Criteria.V1.Status.Unknown, message.Criteria[0].Status);
        Assert.Equal(Alliance.Type.V1.Stance.Unknown, message.Consensus.Members[0].Stance);
        Assert.Equal(V1.PartyAgreement.Types.State.None, message.Agreements.Parties[0].State);
    }

    private const string ExpectedJson =
        """
        {
          "name": "tracks/t/readiness",
          "method": "v1",
          "verdict": "VERDICT_BLOCKED",
          "openGates": ["tracks/t/criteria/g"],
          "score": {
            "value": 0.5, "low": 0.25, "high": 0.75, "coverage": 0.625, "robustLow": 0.375, "robustHigh": 0.875,
            "drivers": [
              { "criterion": "tracks/t/criteria/x", "share": 0.125, "uncertainty": 0.0625 },
              { "criterion": "tracks/t/criteria/y", "share": 0.5, "effect": -0.25 }
            ]
          },
          "criteria": [
            {
              "criterion": "tracks/t/criteria/g", "title": "A gate", "kind": "KIND_POLITICAL_DECISION", "gate": true,
              "weight": 5, "status": "STATUS_SOME_LEVEL", "assessment": "tracks/t/criteria/g/assessments/a",
              "assessedOn": "2024-01-02", "assessor": "An assessor",
              "sources": [{ "source": "sources/x", "publisher": "Publisher", "url": "https://example.org/x" }],
              "evidence": [
                { "record": "statements/s", "date": "2024-03-03", "title": "Speaker of s", "cited": true },
                {
                  "record": "agreements/p", "date": "2024-04-04", "title": "Title of p",
                  "sources": [{ "source": "sources/x", "publisher": "Publisher", "url": "https://example.org/x" }]
                }
              ],
              "relatedRecords": 2,
              "judgements": [
                {
                  "assessor": "A critic", "status": "STATUS_EARLY_STAGE",
                  "assessment": "tracks/t/criteria/g/assessments/b", "assessedOn": "2024-01-05"
                },
                {
                  "assessor": "An assessor", "status": "STATUS_SOME_LEVEL",
                  "assessment": "tracks/t/criteria/g/assessments/a", "assessedOn": "2024-01-02", "designated": true
                }
              ],
              "assessorsDisagree": true
            },
            { "criterion": "tracks/t/criteria/d", "parent": "tracks/t/criteria/g", "status": "STATUS_UNKNOWN" }
          ],
          "consensus": {
            "required": 2,
            "counts": { "sceptical": 1, "unknown": 1 },
            "members": [
              {
                "party": "AA", "displayName": "Name of AA", "stance": "STANCE_SCEPTICAL", "since": "2024-03-01",
                "record": "statements/s", "sinceRecord": "statements/first",
                "divided": true, "dividedRecord": "statements/president"
              },
              { "party": "BB", "displayName": "Name of BB", "stance": "STANCE_UNKNOWN" }
            ]
          },
          "agreements": {
            "signed": 1,
            "signedIncludingOrganizations": 1,
            "parties": [
              { "party": "AA", "state": "STATE_NONE" },
              {
                "party": "BB", "state": "STATE_SIGNED", "agreement": "agreements/p", "signedOn": "2024-04-04",
                "criteria": ["tracks/t/criteria/g"],
                "sources": [{ "source": "sources/x", "publisher": "Publisher", "url": "https://example.org/x" }]
              }
            ],
            "commitments": [
              {
                "unit": "UNIT_CURRENCY", "currency": "EUR", "period": "2024",
                "commitments": [{ "agreement": "agreements/p", "kind": "military", "amount": "7", "atLeast": true }]
              }
            ],
            "agreements": [
              {
                "agreement": "agreements/p", "title": "Title of p", "type": "AGREEMENT_TYPE_BILATERAL_SECURITY_AGREEMENT",
                "state": "LIFECYCLE_STATE_SIGNED", "since": "2024-04-04"
              }
            ]
          }
        }
        """;
}
