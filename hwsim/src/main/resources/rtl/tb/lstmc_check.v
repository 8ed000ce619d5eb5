// Feeds the stimulus, compares every output word and its cycle, and says what differed first.
// One line starting with "lstmc" ends the run:
//   lstmc NAME PASS outputs=BEATS cycles=N
//   lstmc NAME DIFF beat lane cycle expected_cycle expected got     (words in hex)
//   lstmc NAME LANES beat cycle expected_cycle expected_valid got_valid
//   lstmc NAME EXTRA beat cycle
//   lstmc NAME HANG beat cycle
`default_nettype none
module lstmc_check #(
  parameter NAME = "",
  parameter INPUTS = 1,
  parameter IN_BITS = 1,
  parameter BEATS = 1,
  parameter LANES = 1,
  parameter WORD_BITS = 1,
  parameter [47:0] CYCLES = 0,
  parameter STIMULUS = "",
  parameter EXPECTED = ""
) (
  input  wire clk,
  output wire rst,
  output wire in_valid,
  input  wire in_ready,
  output wire [IN_BITS-1:0] in_data,
  input  wire [LANES-1:0] out_valid,
  input  wire [LANES*WORD_BITS-1:0] out_data,
  output wire [47:0] cycle,            // of the run
  output wire closing,                 // the next cycle ends a run without differences
  output reg  finished,
  output reg  failed
);
  localparam DATA = LANES * WORD_BITS;
  localparam [47:0] LIMIT = 4 * CYCLES + 1000;  // a hand-over that never comes must not hang
  localparam TAIL = 64;                         // cycles in which nothing more may come

  reg [IN_BITS-1:0] stimulus [0:INPUTS-1];
  reg [47+LANES+DATA:0] expected [0:BEATS-1];
  reg [4:0] boot;
  reg [31:0] sent;
  reg [31:0] beat;
  reg [47:0] count;
  reg [47:0] tail;
  reg started;
  integer lane;

  initial begin
    $readmemh(STIMULUS, stimulus);
    $readmemh(EXPECTED, expected);
    boot = 0; sent = 0; beat = 0; count = 0; tail = 0;
    started = 0; finished = 0; failed = 0;
  end

  wire [47+LANES+DATA:0] want = expected[beat < BEATS ? beat : 0];
  wire [47:0] want_cycle = want[DATA+LANES +: 48];
  wire [LANES-1:0] want_valid = want[DATA +: LANES];

  assign rst = boot < 16;
  assign in_valid = !rst && sent < INPUTS;
  assign in_data = stimulus[sent < INPUTS ? sent : 0];
  wire accept = in_valid && in_ready;
  assign cycle = count;
  assign closing = tail == TAIL - 1;

  always @(posedge clk) begin
    if (rst) boot <= boot + 1'b1;
    if (accept) sent <= sent + 1;
    if (accept) started <= 1'b1;
    if (started || accept) count <= count + 1'b1;
    if (!rst && !finished) begin
      if (out_valid !== {LANES{1'b0}}) begin
        beat <= beat + 1;
        if (beat >= BEATS) begin
          $display("lstmc %0s EXTRA %0d %0d", NAME, beat, count);
          finished <= 1'b1; failed <= 1'b1;
        end else if (out_valid !== want_valid) begin
          $display("lstmc %0s LANES %0d %0d %0d %b %b", NAME, beat, count, want_cycle, want_valid, out_valid);
          finished <= 1'b1; failed <= 1'b1;
        end else if (count !== want_cycle || out_data_valid !== want_data) begin
          for (lane = 0; lane < LANES; lane = lane + 1)
            if (want_valid[lane] && (count !== want_cycle
                || out_data[lane*WORD_BITS +: WORD_BITS] !== want[lane*WORD_BITS +: WORD_BITS]))
              $display("lstmc %0s DIFF %0d %0d %0d %0d %h %h", NAME, beat, lane, count, want_cycle,
                want[lane*WORD_BITS +: WORD_BITS], out_data[lane*WORD_BITS +: WORD_BITS]);
          finished <= 1'b1; failed <= 1'b1;
        end
      end else if (beat >= BEATS) begin
        tail <= tail + 1'b1;
        if (tail == TAIL) begin
          $display("lstmc %0s PASS outputs=%0d cycles=%0d", NAME, beat, CYCLES);
          finished <= 1'b1;
        end
      end
      if (count > LIMIT || boot_late) begin
        $display("lstmc %0s HANG %0d %0d", NAME, beat, count);
        finished <= 1'b1; failed <= 1'b1;
      end
    end
  end

  // Words of lanes that are not valid are not compared.
  reg [DATA-1:0] out_data_valid, want_data;
  integer k;
  always @* begin
    for (k = 0; k < LANES; k = k + 1) begin
      out_data_valid[k*WORD_BITS +: WORD_BITS] =
        want_valid[k] ? out_data[k*WORD_BITS +: WORD_BITS] : {WORD_BITS{1'b0}};
      want_data[k*WORD_BITS +: WORD_BITS] =
        want_valid[k] ? want[k*WORD_BITS +: WORD_BITS] : {WORD_BITS{1'b0}};
    end
  end

  // The first word must be accepted soon after reset.
  reg [15:0] idle;
  initial idle = 0;
  wire boot_late = &idle;
  always @(posedge clk) if (!rst && !started && !boot_late) idle <= idle + 1'b1;
endmodule
`default_nettype wire
