using AllianceServices.Contracts;
using AllianceServices.ServiceDefaults.Errors;
using AllianceServices.ServiceDefaults.Validation;
using Google.Protobuf;
using Google.Protobuf.Reflection;
using Google.Protobuf.WellKnownTypes;

namespace AllianceServices.ServiceDefaults.Resources;

/// <summary>Changes the fields of a resource that a mask names (AIP-134, AIP-161).</summary>
public sealed class FieldMasks(RequestValidator validator)
{
    private const string AllFields = "*";

    private static readonly FieldMask.MergeOptions Replace = new()
    {
        ReplaceMessageFields = true,
        ReplaceRepeatedFields = true,
        ReplacePrimitiveFields = true,
    };

    /// <summary>The resource after the change; INVALID_ARGUMENT if the mask or what comes out is not allowed.</summary>
    /// <param name="current">The resource as it is. It is left so.</param>
    /// <param name="patch">The new values.</param>
    /// <param name="mask">The fields to change; null or empty for those that are set in the patch.</param>
    /// <param name="path">The field of the request that holds the patch.</param>
    public TResource Apply<TResource>(TResource current, TResource patch, FieldMask? mask, string path)
        where TResource : class, IMessage<TResource>
    {
        patch = patch.Clone();
        OutputOnly.Clear(patch);
        if (FixedOf(current, patch, path).ToList() is { Count: > 0 } moved)
        {
            throw RpcErrors.InvalidArgument(moved);
        }
        var changed = current.Clone();
        var paths = PathsOf(patch, mask);
        paths.Merge(patch, changed, Replace);
        foreach (var names in paths.Paths)
        {
            ClearIfAbsent(patch, changed, names.Split('.'));
        }
        return validator.CheckResource(changed, path) is { Count: > 0 } violations
            ? throw RpcErrors.InvalidArgument(violations)
            : changed;
    }

    // What stays for the life of a resource may be sent as it is, and not otherwise.
    private static IEnumerable<FieldViolation> FixedOf(IMessage current, IMessage patch, string path) =>
        current.Descriptor.Fields.InDeclarationOrder()
            .Where(field => FieldRules.Of(field).Immutable && IsSet(patch, field)
                && !Equals(field.Accessor.GetValue(patch), field.Accessor.GetValue(current)))
            .Select(field => new FieldViolation($"{path}.{field.Name}", "cannot be changed"));

    private static FieldMask PathsOf<TResource>(TResource patch, FieldMask? mask)
        where TResource : class, IMessage<TResource>
    {
        var writable = patch.Descriptor.Fields.InDeclarationOrder().Where(IsWritable);
        if (mask is null or { Paths.Count: 0 })
        {
            return new() { Paths = { writable.Where(field => IsSet(patch, field)).Select(field => field.Name) } };
        }
        if (mask.Paths is [AllFields])
        {
            return new() { Paths = { writable.Select(field => field.Name) } };
        }
        var violations = mask.Paths.Index().Select(path => (path.Index, Problem: ProblemOf(patch.Descriptor, path.Item)))
            .Where(path => path.Problem is not null)
            .Select(path => new FieldViolation($"update_mask.paths[{path.Index}]", path.Problem!)).ToList();
        return violations.Count > 0
            ? throw RpcErrors.InvalidArgument(violations)
            : new() { Paths = { mask.Paths.Select(path => InContract(patch.Descriptor, path)) } };
    }

    // JSON may name fields in its own way: `speakerRole`.
    private static string InContract(MessageDescriptor message, string path)
    {
        var dot = path.IndexOf('.', StringComparison.Ordinal);
        var field = JsonShape.FieldNamed(message, dot < 0 ? path : path[..dot])!;
        return dot < 0 ? field.Name : $"{field.Name}.{InContract(field.MessageType, path[(dot + 1)..])}";
    }

    // An optional field that the patch does not have is absent afterwards, where the merge would set it to nothing.
    private static void ClearIfAbsent(IMessage patch, IMessage changed, ReadOnlySpan<string> path)
    {
        var field = patch.Descriptor.FindFieldByName(path[0]);
        if (path.Length == 1)
        {
            if (field.HasPresence && !field.Accessor.HasValue(patch))
            {
                field.Accessor.Clear(changed);
            }
        }
        else if (field.Accessor.GetValue(patch) is IMessage nested && field.Accessor.GetValue(changed) is IMessage into)
        {
            ClearIfAbsent(nested, into, path[1..]);
        }
    }

    private static string? ProblemOf(MessageDescriptor message, string path)
    {
        FieldDescriptor? field = null;
        foreach (var name in path.Split('.'))
        {
            var parent = field is null ? message : field is { IsRepeated: false, FieldType: FieldType.Message } ? field.MessageType : null;
            field = parent is null ? null : JsonShape.FieldNamed(parent, name);
            if (field is null)
            {
                return $"is {path}, which is no field";
            }
            if (!IsWritable(field))
            {
                return $"is {path}, which cannot be changed";
            }
        }
        return null;
    }

    private static bool IsWritable(FieldDescriptor field) => FieldRules.Of(field) is { OutputOnly: false, Identifier: false, Immutable: false };

    // A field without presence is set where its value is not that of an empty message.
    private static bool IsSet(IMessage message, FieldDescriptor field) => field.HasPresence
        ? field.Accessor.HasValue(message)
        : !Equals(field.Accessor.GetValue(message), field.Accessor.GetValue(message.Descriptor.Parser.ParseFrom([])));
}
