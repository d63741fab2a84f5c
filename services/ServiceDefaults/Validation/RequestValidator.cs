using System.Collections;
using Alliance.Type.V1;
using AllianceServices.Contracts;
using AllianceServices.ServiceDefaults.Errors;
using Google.Api;
using Google.Protobuf;
using Google.Protobuf.Reflection;
using Google.Protobuf.WellKnownTypes;

namespace AllianceServices.ServiceDefaults.Validation;

/// <summary>
/// Checks a message against what the contract says beside its fields: field_behavior, resource_reference and
/// alliance.type.v1.constraint. One place instead of a check per RPC, so that a limit in the contract is a limit in force.
/// </summary>
public sealed class RequestValidator(TimeProvider clock)
{
    /// <summary>All violations of a request; none if it is good.</summary>
    public IReadOnlyList<FieldViolation> Check(IMessage request)
    {
        var violations = new List<FieldViolation>();
        CheckFieldsAreKnown(request, violations);
        CheckMessage(request, "", violations);
        return violations;
    }

    /// <summary>All violations of a resource that a change has led to.</summary>
    /// <param name="resource">The resource.</param>
    /// <param name="path">The field of the request that asked for the change.</param>
    public IReadOnlyList<FieldViolation> CheckResource(IMessage resource, string path)
    {
        var violations = new List<FieldViolation>();
        CheckMessage(resource, path + ".", violations);
        return violations;
    }

    /// <summary>All violations of a row of an import, whose resource must also carry its name.</summary>
    /// <param name="row">The row.</param>
    /// <param name="resource">The resource in it.</param>
    /// <param name="path">The row's field that holds the resource.</param>
    public IReadOnlyList<FieldViolation> CheckRow(IMessage row, IResource resource, string path)
    {
        var violations = new List<FieldViolation>();
        CheckFieldsAreKnown(row, violations);
        CheckName(resource, path, violations);
        CheckMessage(row, "", violations);
        return violations;
    }

    // Of a change, which gives some fields of a resource only, to one that is there. What comes of it is checked by CheckResource.
    private void CheckPatch(IResource patch, string path, List<FieldViolation> violations)
    {
        CheckName(patch, path, violations);
        CheckMessage(patch, path + ".", violations, isPatch: true);
    }

    private static void CheckFieldsAreKnown(IMessage message, List<FieldViolation> violations)
    {
        if (UnknownFields.Find(message) is { } path)
        {
            violations.Add(new(path.Length > 0 ? path : "request", "has fields that the contract does not have"));
        }
    }

    private static void CheckName(IResource resource, string path, List<FieldViolation> violations)
    {
        var pattern = ResourcePatterns.Of(resource.Descriptor);
        if (!pattern.Matches(resource.Name))
        {
            violations.Add(new($"{path}.name", $"must have the form {pattern.Pattern}"));
        }
    }

    private void CheckMessage(IMessage message, string prefix, List<FieldViolation> violations, bool isPatch = false)
    {
        foreach (var field in message.Descriptor.Fields.InDeclarationOrder())
        {
            var rules = FieldRules.Of(field);
            // Output-only values are the server's and are dropped; the name of a new resource comes from the request's id.
            if (rules.OutputOnly || rules.Identifier || FieldViolation.Suffices(violations))
            {
                continue;
            }
            CheckField(message, field, isPatch ? rules with { Required = false } : rules, prefix + field.Name, violations);
        }
    }

    private void CheckField(
        IMessage message, FieldDescriptor field, FieldRules rules, string path, List<FieldViolation> violations)
    {
        var value = field.Accessor.GetValue(message);
        var isEmpty = IsEmpty(message, field, value);
        // Nothing but spaces says nothing.
        if (rules.Required && (isEmpty || (value is string text && string.IsNullOrWhiteSpace(text))))
        {
            violations.Add(new(path, "is required"));
        }
        if (isEmpty)
        {
            // An optional field that is set to an empty string still has to have its form.
            if (!(field.HasPresence && field.Accessor.HasValue(message)) || field.FieldType == FieldType.Message)
            {
                return;
            }
        }
        if (value is IResource patch && message.Descriptor.FindFieldByName("update_mask") is not null)
        {
            CheckPatch(patch, path, violations);
        }
        else if (field.IsRepeated)
        {
            CheckList((IList)value, rules, path, violations);
        }
        else
        {
            CheckValue(value, rules, path, violations);
        }
    }

    private void CheckList(IList values, FieldRules rules, string path, List<FieldViolation> violations)
    {
        if (values.Count > rules.MaxItems)
        {
            violations.Add(new(path, $"must not have more than {rules.MaxItems} entries"));
            return;
        }
        for (var i = 0; i < values.Count && !FieldViolation.Suffices(violations); i++)
        {
            if (values[i] is "")
            {
                violations.Add(new($"{path}[{i}]", "must not be empty"));
                continue;
            }
            CheckValue(values[i]!, rules, $"{path}[{i}]", violations);
        }
    }

    private void CheckValue(object value, FieldRules rules, string path, List<FieldViolation> violations)
    {
        var problem = value switch
        {
            string text => StringRules.Problem(text, rules, Today),
            Timestamp time => TimestampProblem(time, rules),
            System.Enum choice => EnumProblem(choice),
            int number => RangeProblem(number, rules),
            long number => RangeProblem(number, rules),
            double number => double.IsFinite(number) ? RangeProblem(number, rules) : "must be a finite number",
            _ => null,
        };
        if (problem is not null)
        {
            violations.Add(new(path, problem));
        }
        else if (value is IMessage nested and not Timestamp)
        {
            CheckMessage(nested, path + ".", violations);
        }
    }

    private DateOnly Today => DateOnly.FromDateTime(clock.GetUtcNow().UtcDateTime);

    private string? TimestampProblem(Timestamp time, FieldRules rules)
    {
        if (time.Seconds is < -62135596800 or > 253402300799 || time.Nanos is < 0 or > 999_999_999)
        {
            return "must be an instant between the years 1 and 9999";
        }
        return rules.Constraint.NotInFuture && time.ToDateTimeOffset() > clock.GetUtcNow()
            ? "must not lie in the future"
            : null;
    }

    private static string? EnumProblem(System.Enum choice) =>
        System.Enum.IsDefined(choice.GetType(), choice) ? null : $"has no value with the number {choice:D}";

    private static string? RangeProblem(double number, FieldRules rules) =>
        rules.Constraint is { MaxValue: > 0 } range && (number < range.MinValue || number > range.MaxValue)
            ? $"must be between {range.MinValue} and {range.MaxValue}"
            : null;

    private static string? RangeProblem(long number, FieldRules rules) =>
        rules.Constraint is { MaxValue: > 0 } range && (number < range.MinValue || number > range.MaxValue)
            ? $"must be between {range.MinValue} and {range.MaxValue}"
            : null;

    private static bool IsEmpty(IMessage message, FieldDescriptor field, object? value) => value switch
    {
        null => true,
        string text => text.Length == 0,
        IList list => list.Count == 0,
        // The unspecified value of an enum is no value.
        System.Enum choice => Convert.ToInt32(choice, null) == 0,
        _ => field.HasPresence && !field.Accessor.HasValue(message),
    };
}
